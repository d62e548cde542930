/** Decides what documents a sample practice has: how large, of which format, under which name, in which case. */
import { AppError } from '@causebook/contracts';
import type { OrderRow } from '../schema.ts';
import { dayInWords, dayPlus } from '../days.ts';
import { shortDay } from './calendar.ts';
import { inventCase } from './case-facts.ts';
import type { CaseFacts, Office } from './case-facts.ts';
import { mostDocx } from './docx.ts';
import type { Letterhead } from './letterhead.ts';
import { mostPng } from './png.ts';
import { randomFor, shuffled } from './random.ts';
import type { Random } from './random.ts';
import { documentTags } from './vocabulary.ts';

export type Format = 'pdf' | 'jpeg' | 'png' | 'docx' | 'text';

export const mediaTypes: Readonly<Record<Format, string>> = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  text: 'text/plain',
};

/** No document is smaller. */
export const leastDocument = 6_144;
/** A longer scan becomes a PDF of several pages. */
const mostJpeg = 1_200_000;
/** Share of the bytes that compress hardly or not at all: PDF with scans, and JPEG. */
const scannedShare = 0.85;

export interface PlannedContent {
  readonly index: number;
  readonly format: Format;
  readonly size: number;
}

export interface PlannedDocument {
  readonly content: PlannedContent;
  readonly caseIndex: number;
  /** The order of that case which this document is, as its index; null for every other document. */
  readonly orderIndex: number | null;
  readonly name: string;
  readonly letterhead: Letterhead;
}

/** How many documents have a content that another one has too. */
export function sharedCount(documents: number): number {
  return documents < 20 ? 0 : Math.min(12, Math.max(3, Math.floor(documents / 20)));
}

/** Splits `total` into skewed parts of at least `leastDocument` that add up exactly. */
function split(total: number, parts: number, random: Random): number[] {
  if (parts === 0) return [];
  const weights = Array.from({ length: parts }, () => random.skewed());
  const sum = weights.reduce((a, b) => a + b, 0);
  const free = total - parts * leastDocument;
  const sizes = weights.map((weight) => leastDocument + Math.floor((free * weight) / sum));
  const rest = total - sizes.reduce((a, b) => a + b, 0);
  sizes[0] = sizes[0]! + rest;
  return sizes;
}

function fitting(format: Format, size: number): Format {
  if (format === 'jpeg' && size > mostJpeg) return 'pdf';
  if (format === 'docx' && size > mostDocx) return 'text';
  if (format === 'png' && size > mostPng) return 'text';
  return format;
}

/** Throws INVALID_INPUT when the bytes do not suffice for that many documents. */
export function planContents(request: {
  readonly seed: number;
  readonly documents: number;
  readonly bytes: number;
}): PlannedContent[] {
  const count = request.documents - sharedCount(request.documents);
  if (count === 0 && request.bytes > 0)
    throw new AppError('INVALID_INPUT', 'A size without documents cannot be met.');
  if (request.bytes < count * leastDocument) {
    throw new AppError(
      'INVALID_INPUT',
      `${request.documents} documents take at least ${count * leastDocument} bytes.`,
      {
        details: { field: 'bytes' },
      },
    );
  }
  const random = randomFor(request.seed, 'contents');
  const share = (part: number): number => Math.floor(count * part);
  const formats: Format[] = [
    ...Array<Format>(share(0.17)).fill('jpeg'),
    ...Array<Format>(share(0.12)).fill('docx'),
    ...Array<Format>(share(0.1)).fill('text'),
    ...Array<Format>(share(0.04)).fill('png'),
  ];
  while (formats.length < count) formats.push('pdf');
  const isScanned = (format: Format): boolean => format === 'pdf' || format === 'jpeg';
  const plain = formats.filter((format) => !isScanned(format)).length;
  const scanned = count - plain;
  const wanted = plain === 0 ? 0 : Math.floor(request.bytes * (1 - scannedShare));
  const plainBytes = Math.min(
    Math.max(wanted, plain * leastDocument),
    request.bytes - scanned * leastDocument,
  );
  const plainSizes = split(plainBytes, plain, random);
  const scannedSizes = split(request.bytes - plainBytes, scanned, random);
  return shuffled(formats, random).map((format, index) => {
    const size = (isScanned(format) ? scannedSizes : plainSizes).pop()!;
    return { index, format: fitting(format, size), size };
  });
}

function orderLetterhead(facts: CaseFacts, order: OrderRow): Letterhead {
  return {
    title: order.title,
    lines: [`IN THE ${facts.case.court.toUpperCase()}`, facts.case.number, facts.case.title, order.summary],
    day: order.orderedOn,
  };
}

const extensions: Readonly<Record<Format, string>> = {
  pdf: 'pdf',
  jpeg: 'jpg',
  png: 'png',
  docx: 'docx',
  text: 'txt',
};
const titles: Readonly<Record<Format, readonly string[]>> = {
  pdf: [
    'Petition',
    'Statement of objections',
    'Written statement',
    'Rejoinder',
    'Appeal memorandum',
    'Sale deed',
    'Records of the trial court',
  ],
  jpeg: ['Exhibit P-1', 'Exhibit P-4', 'Exhibit D-2', 'Receipt', 'Police notice', 'Lease agreement, sheet 1'],
  png: ['Stamped sheet', 'Cause list screenshot', 'Court fee stamp'],
  docx: [
    'Draft affidavit',
    'Vakalatnama',
    'Legal notice',
    'List of dates',
    'Draft petition',
    'Réponse à la mise en demeure',
  ],
  text: [
    'Notes of arguments',
    'Deposition of PW-1',
    'Call with client',
    'गवाह का बयान',
    'Memo – Pondichéry deed',
  ],
};

function paperTitle(input: {
  readonly facts: CaseFacts;
  readonly format: Format;
  readonly random: Random;
}): string {
  return `${input.random.pick(titles[input.format])} ${input.facts.case.number.replaceAll('/', '-')}`;
}

/** Tags that a document has by its name; many have none. */
export function tagsFor(name: string, random: Random): readonly string[] {
  const kind = Object.keys(documentTags).find((beginning) => name.startsWith(beginning));
  return kind === undefined || random.chance(0.25) ? [] : documentTags[kind]!;
}

/** What a file name may hold on every system. */
const asFileName = (title: string): string => title.replace(/[\\/:*?"<>|]/g, '-');

function planShared(
  office: Office,
  contents: readonly PlannedContent[],
  request: { readonly documents: number; readonly cases: number },
): PlannedDocument[] {
  const circulars = contents.filter((content) => content.format === 'pdf').slice(0, 3);
  const random = randomFor(office.seed, 'shared');
  const places = new Map<number, number[]>();
  return Array.from({ length: circulars.length + request.documents - contents.length }, (_, i) => {
    const number = i % circulars.length;
    const taken = places.get(number) ?? [];
    places.set(number, taken);
    let caseIndex = random.int(0, request.cases - 1);
    if (taken.length < request.cases)
      while (taken.includes(caseIndex)) caseIndex = random.int(0, request.cases - 1);
    taken.push(caseIndex);
    const day = dayPlus(office.today, -300 - 40 * number);
    const title = `Circular ${number + 1} of ${day.slice(0, 4)} on electronic filing`;
    return {
      content: circulars[number]!,
      caseIndex,
      orderIndex: null,
      name: `${title}.pdf`,
      letterhead: { title, lines: ['OFFICE OF THE REGISTRAR GENERAL', `Dated ${dayInWords(day)}`], day },
    };
  });
}

/** Every document of the practice. The first that has a content decides what stands in it. */
export function planDocuments(
  office: Office,
  contents: readonly PlannedContent[],
  request: { readonly documents: number; readonly cases: number },
): PlannedDocument[] {
  const shared = request.documents > contents.length ? planShared(office, contents, request) : [];
  const sharedContents = new Set(shared.map((document) => document.content));
  const ordersTaken = new Map<number, number>();
  const own = contents
    .filter((content) => !sharedContents.has(content))
    .map((content): PlannedDocument => {
      const random = randomFor(office.seed, 'document', content.index);
      const caseIndex = random.int(0, request.cases - 1);
      const facts = inventCase(office, caseIndex);
      const taken = ordersTaken.get(caseIndex) ?? 0;
      const order = content.format === 'pdf' && random.chance(0.75) ? facts.orders[taken] : undefined;
      if (order !== undefined) {
        ordersTaken.set(caseIndex, taken + 1);
        const letterhead = orderLetterhead(facts, order);
        return {
          content,
          caseIndex,
          orderIndex: taken,
          letterhead,
          name: asFileName(`${order.title} ${shortDay(order.orderedOn)}.pdf`),
        };
      }
      const filedOn = facts.case.filedOn ?? dayPlus(office.today, -90);
      const written = dayPlus(filedOn, random.int(0, 300));
      const title = paperTitle({ facts, format: content.format, random });
      return {
        content,
        caseIndex,
        orderIndex: null,
        name: asFileName(`${title}.${extensions[content.format]}`),
        letterhead: {
          title,
          lines: [`IN THE ${facts.case.court.toUpperCase()}`, facts.case.number, facts.case.title],
          day: written < office.today ? written : filedOn,
        },
      };
    });
  return [...shared, ...own];
}
