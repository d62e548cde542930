/** Makes a practice for trying out, demonstrating and measuring: the same request gives the same bytes on every machine and every day. */
import { setImmediate } from 'node:timers/promises';
import { AppError, RealDay, throwIfCancelled } from '@causebook/contracts';
import type { Database } from 'better-sqlite3';
import { dayPlus } from '../days.ts';
import { instant } from './calendar.ts';
import { createOffice } from './case-facts.ts';
import type { Office } from './case-facts.ts';
import { mediaTypes, planContents, planDocuments, tagsFor } from './document-plan.ts';
import type { PlannedContent, PlannedDocument } from './document-plan.ts';
import { createDocx } from './docx.ts';
import { pdfChunks } from './pdf.ts';
import { createPng } from './png.ts';
import { createProse } from './prose.ts';
import type { Prose } from './prose.ts';
import { randomFor } from './random.ts';
import { insertSample } from './sample-rows.ts';
import type { StoredContent } from './sample-rows.ts';
import { createScanner } from './scan.ts';
import type { Scanner } from './scan.ts';
import { textChunks } from './text.ts';

export type { StoredContent } from './sample-rows.ts';

/** A small office, made in a moment. */
export const defaultSample = {
  seed: 1,
  cases: 40,
  documents: 60,
  bytes: 12_000_000,
  today: '2026-11-16',
} as const;

export interface SampleRequest {
  /** A whole number; another seed gives another practice. */
  readonly seed: number;
  readonly cases: number;
  /** How many documents are listed. From 20 on, a handful of them share their content with another one. */
  readonly documents: number;
  /** Size of all distinct contents together, in bytes; met exactly. */
  readonly bytes: number;
  /** `YYYY-MM-DD`, the day that "today" is for this practice. Fixed unless given, so that nothing depends on the clock. */
  readonly today?: string;
}

export interface SampleSink {
  /** The open, empty, migrated practice. */
  readonly database: Database;
  /** Stores one content, which arrives in chunks so that large documents are never held whole. */
  addContent(chunks: Iterable<Uint8Array>): Promise<StoredContent> | StoredContent;
  readonly signal?: AbortSignal;
  /** Bytes of documents made so far; called after each document. */
  onProgress?(done: number, total: number): void;
}

function checkRequest(request: SampleRequest): void {
  for (const field of ['seed', 'cases', 'documents', 'bytes'] as const) {
    if (Number.isSafeInteger(request[field]) && request[field] >= 0) continue;
    throw new AppError('INVALID_INPUT', `For a sample, "${field}" must be a whole number, zero or more.`, {
      details: { field },
    });
  }
  if (request.documents > 0 && request.cases === 0) {
    throw new AppError(
      'INVALID_INPUT',
      'Documents belong to cases: a sample with documents needs at least one case.',
      {
        details: { field: 'cases' },
      },
    );
  }
  if (request.today !== undefined && !RealDay.safeParse(request.today).success) {
    throw new AppError('INVALID_INPUT', 'For a sample, "today" must be a day such as 2026-11-16.', {
      details: { field: 'today' },
    });
  }
}

interface Studio {
  readonly seed: number;
  readonly prose: Prose;
  readonly scanner: Scanner;
}

function* contentChunks(
  { seed, prose, scanner }: Studio,
  { content, letterhead }: PlannedDocument,
): Generator<Uint8Array> {
  const { format, size } = content;
  const random = randomFor(seed, 'content', content.index);
  switch (format) {
    case 'pdf':
      return yield* pdfChunks({ size, letterhead, prose, scanner, random });
    case 'text':
      return yield* textChunks({ size, letterhead, prose, random });
    case 'docx':
      return yield createDocx({ size, letterhead, prose, random });
    case 'png':
      return yield createPng({ size, letterhead, prose, random });
    case 'jpeg':
      return yield scanner.scan({ room: size, random, comment: `Scan of ${letterhead.day}. ` }).jpeg;
    default:
      return format satisfies never;
  }
}

function sumOf(contents: Iterable<PlannedContent>): number {
  let sum = 0;
  for (const content of contents) sum += content.size;
  return sum;
}

/** Contents that are held whole, so that several can be written while the next ones are made. */
const SMALL = 256 * 1024;
const AT_ONCE = 8;

/** A content that no later one can change: small ones are held, large ones stream. */
function ownChunks(studio: Studio, document: PlannedDocument): Iterable<Uint8Array> {
  const chunks = contentChunks(studio, document);
  return document.content.size > SMALL ? chunks : Array.from(chunks, (chunk) => Uint8Array.from(chunk));
}

/** Makes and stores every content, in the order of the plan; the small ones are on their way to the disk together. */
async function storeContents(
  studio: Studio,
  plan: readonly PlannedDocument[],
  sink: SampleSink,
): Promise<ReadonlyMap<number, StoredContent>> {
  const stored = new Map<number, StoredContent>();
  const contents = firstOfEach(plan);
  const total = sumOf(contents.map(({ content }) => content));
  let done = 0;
  const store = async (document: PlannedDocument): Promise<void> => {
    const { index, size } = document.content;
    const content = await sink.addContent(ownChunks(studio, document));
    if (content.size !== size)
      throw new AppError('INTERNAL', `A sample document has ${content.size} bytes instead of ${size}.`);
    stored.set(index, content);
    done += size;
    sink.onProgress?.(done, total);
  };
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  try {
    for (const document of contents) {
      // A sink may answer at once; without a turn of the loop between documents, a cancel would never be heard.
      await setImmediate();
      throwIfCancelled(sink.signal);
      if (failures.length > 0) break;
      const storing = store(document)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => underWay.delete(storing));
      underWay.add(storing);
      const isLarge = document.content.size > SMALL;
      if (isLarge) await storing;
      else if (underWay.size >= AT_ONCE) await Promise.race(underWay);
    }
  } finally {
    // Nothing is written any more when this has ended, however it ends.
    await Promise.all(underWay);
  }
  if (failures.length > 0) throw failures[0];
  return stored;
}

/** The first document of each content, which decides what stands in it. */
function firstOfEach(plan: readonly PlannedDocument[]): PlannedDocument[] {
  const known = new Set<PlannedContent>();
  return plan.filter(({ content }) => known.size < known.add(content).size);
}

/**
 * Fills an empty practice. The contents come first, then all rows in one transaction: when it throws, the database is
 * as it was, and contents that were stored are referred to by nothing.
 * @throws INVALID_INPUT for sizes that cannot be met, PRACTICE_NOT_EMPTY, CANCELLED, and whatever the sink throws.
 */
export async function createSample(request: SampleRequest, sink: SampleSink): Promise<void> {
  checkRequest(request);
  const today = request.today ?? defaultSample.today;
  if (
    sink.database.prepare('SELECT 1 FROM cases UNION ALL SELECT 1 FROM users LIMIT 1').get() !== undefined
  ) {
    throw new AppError('PRACTICE_NOT_EMPTY');
  }
  const office: Office = createOffice(request.seed, today);
  const plan = planDocuments(office, planContents(request), request);
  const studio = { seed: request.seed, prose: createProse(request.seed, today), scanner: createScanner() };
  const stored = await storeContents(studio, plan, sink);
  throwIfCancelled(sink.signal);
  const idRandom = randomFor(request.seed, 'document ids');
  const documents = plan.map((document) => {
    const content = stored.get(document.content.index)!;
    return {
      caseIndex: document.caseIndex,
      orderIndex: document.orderIndex,
      id: idRandom.uuid(),
      name: document.name,
      mediaType: mediaTypes[document.content.format],
      size: content.size,
      sha256: content.sha256,
      addedAt: instant(dayPlus(document.letterhead.day, 1), 400 + idRandom.int(0, 300)),
      tags: JSON.stringify(tagsFor(document.name, idRandom)),
    };
  });
  insertSample({ database: sink.database, office, cases: request.cases, documents });
}
