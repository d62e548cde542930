/** Plain text of an exact size, in UTF-8, with lines in several scripts. */
import type { Letterhead } from './letterhead.ts';
import type { Prose } from './prose.ts';
import type { Random } from './random.ts';
import { foreignLines } from './vocabulary.ts';

const chunkSize = 65_536;

export interface TextRequest {
  readonly size: number;
  readonly letterhead: Letterhead;
  readonly prose: Prose;
  readonly random: Random;
}

/** A paragraph, its number and sometimes a line in another script never take more than this. */
const mostParagraph = 4_096;

/** Writes a paragraph at `at`; returns the offset after it. */
function writeParagraph(target: Buffer, at: number, number: number, { prose, random }: TextRequest): number {
  let end = at + target.write(`${number}. `, at);
  for (let sentences = random.int(2, 6); sentences > 0; sentences -= 1) {
    const bytes = prose.sentenceBytes(random);
    target.set(bytes, end);
    end += bytes.length;
  }
  return end + target.write(random.chance(0.1) ? `\n\n${random.pick(foreignLines)}\n\n` : '\n\n', end);
}

/** Yields the document in chunks of about 64 KB. */
export function* textChunks(request: TextRequest): Generator<Uint8Array> {
  const { size, letterhead, prose, random } = request;
  let chunk = Buffer.alloc(chunkSize);
  const head = [letterhead.title.toUpperCase(), ...letterhead.lines, '', random.pick(foreignLines), '', ''];
  let end = chunk.write(head.join('\n'));
  let rest = size;
  for (let number = 1; rest - end > mostParagraph; number += 1) {
    if (end + mostParagraph > chunkSize) {
      yield chunk.subarray(0, end);
      rest -= end;
      chunk = Buffer.alloc(chunkSize);
      end = 0;
    }
    end = writeParagraph(chunk, end, number, request);
  }
  yield chunk.subarray(0, end);
  yield Buffer.from(`${prose.exactly(rest - end - 1, random)}\n`, 'latin1');
}
