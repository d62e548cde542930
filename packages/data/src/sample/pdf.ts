/** A PDF of an exact size: typed pages with selectable text, then scanned annexures, one JPEG per page. */
import { dayInWords } from '../days.ts';
import type { Letterhead } from './letterhead.ts';
import { createPdfObjects, pageHeight, pageWidth } from './pdf-objects.ts';
import type { Prose } from './prose.ts';
import type { Random } from './random.ts';
import { leastScan } from './scan.ts';
import type { Scan, Scanner } from './scan.ts';

export interface PdfRequest {
  /** At least 6,000. */
  readonly size: number;
  readonly letterhead: Letterhead;
  readonly prose: Prose;
  readonly scanner: Scanner;
  readonly random: Random;
}

const charactersPerLine = 84;
const linesPerPage = 38;
/** What the objects of a page take besides text and image. */
const pageOverhead = 640;

/** A string of a content stream in WinAnsi; letters that it lacks become question marks. */
function pdfString(text: string): string {
  return Array.from(text.replaceAll('–', '-').replaceAll('’', "'"), (character) => {
    const code = character.codePointAt(0)!;
    if (code > 255) return '?';
    if (code > 126) return `\\${code.toString(8)}`;
    return '()\\'.includes(character) ? `\\${character}` : character;
  }).join('');
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= charactersPerLine) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  return [...lines, line];
}

function typedPage(lines: readonly string[], letterhead: Letterhead | undefined): string {
  let content = '';
  let y = 780;
  if (letterhead !== undefined) {
    for (const line of letterhead.lines.flatMap((text) => wrap(text))) {
      content += `BT /F2 12 Tf 72 ${y} Td (${pdfString(line)}) Tj ET\n`;
      y -= 18;
    }
    content += `BT /F2 15 Tf 72 ${y - 14} Td (${pdfString(letterhead.title)}) Tj ET\n`;
    y -= 46;
  }
  content += `BT /F1 11 Tf 17 TL 72 ${y} Td\n`;
  for (const line of lines) content += `(${pdfString(line)}) Tj T*\n`;
  return `${content}ET`;
}

/** Whole paragraphs, as many as fit. */
function paragraphLines(most: number, prose: Prose, random: Random): string[] {
  const lines: string[] = [];
  for (;;) {
    const paragraph = wrap(prose.paragraph(random));
    if (lines.length + paragraph.length > most) return lines;
    lines.push(...paragraph, '');
  }
}

function scannedPage({ width, height }: Scan, caption: string): string {
  const scale = Math.min(pageWidth / width, (pageHeight - 24) / height);
  const matrix = [width * scale, 0, 0, height * scale, 0, pageHeight - height * scale];
  return `q ${matrix.map((value) => value.toFixed(2)).join(' ')} cm /Im0 Do Q\nBT /F1 8 Tf 72 10 Td (${pdfString(caption)}) Tj ET`;
}

/** Yields the document in chunks; no more than one scanned page is held. */
export function* pdfChunks({ size, letterhead, prose, scanner, random }: PdfRequest): Generator<Uint8Array> {
  const objects = createPdfObjects({
    title: pdfString(letterhead.title),
    day: letterhead.day,
    uuid: random.uuid(),
  });
  /** What may still be written so that the tail fits behind one more page. */
  const room = (): number => size - objects.size - objects.tailSize - pageOverhead;
  yield* objects.start();

  const typedPages = size < 20_000 ? 1 : random.int(1, 4);
  for (let number = 1; number <= typedPages; number += 1) {
    const most = Math.min(linesPerPage, Math.floor((room() - 400) / (charactersPerLine + 10))) - 4;
    const lines = paragraphLines(most, prose, random);
    if (number === typedPages)
      lines.push(`Dated this the ${dayInWords(letterhead.day)}.`, '', 'Advocate for the petitioner');
    yield* objects.page(typedPage(lines, number === 1 ? letterhead : undefined));
  }

  const fullPage = Math.ceil(scanner.pageBytes * 1.1);
  for (let number = 1; room() >= leastScan; number += 1) {
    const isLast = room() <= scanner.pageBytes * 1.05;
    const scan = scanner.scan({
      room: isLast ? room() : Math.min(room(), fullPage),
      random,
      onePage: !isLast,
    });
    yield* objects.page(scannedPage(scan, `Annexure to ${letterhead.title}, sheet ${number}`), scan);
    if (isLast) break;
  }
  yield objects.end(size);
}
