/** Lets yauzl read an archive's central directory from memory: two reads of the disk instead of two for every entry. */
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { AppError } from '@causebook/contracts';
import yauzl from 'yauzl';
import { END_SIZE, LOCATOR_64_SIZE } from './zip-layout.ts';

/** 2,000,000 entries of the format need less than 300 MB. */
const MAX_DIRECTORY = 512 << 20;
/** As far back as yauzl looks for the end record, which could have a comment elsewhere; ours has none. */
const LONGEST_END = LOCATOR_64_SIZE + END_SIZE + 0xffff;

export class TailReader extends yauzl.RandomAccessReader {
  readonly directoryOffset: number;
  readonly #tail: Buffer;
  readonly #tailStart: number;

  private constructor(tail: Buffer, tailStart: number, directoryOffset: number) {
    super();
    this.#tail = tail;
    this.#tailStart = tailStart;
    this.directoryOffset = directoryOffset;
  }

  /** @throws AppError FILE_CORRUPTION when the end record points outside the file */
  static async over(file: FileHandle, size: number): Promise<TailReader> {
    const endLength = Math.min(size, LONGEST_END);
    const end = Buffer.alloc(endLength);
    await file.read(end, 0, endLength, size - endLength);
    const offset = directoryStart(end);
    if (offset === null || offset > size - END_SIZE || size - offset > MAX_DIRECTORY) {
      throw new AppError(
        'FILE_CORRUPTION',
        'Invalid or corrupted backup file: the end of the archive is damaged.',
      );
    }
    const start = Math.min(offset, size - endLength);
    const tail = Buffer.alloc(size - start);
    for (let at = 0; at < tail.length;) {
      const { bytesRead } = await file.read(tail, at, tail.length - at, start + at);
      if (bytesRead === 0) throw new AppError('FILE_CORRUPTION', 'The file ends too early.');
      at += bytesRead;
    }
    return new TailReader(tail, start, offset);
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from([this.#slice(start, end - start)]);
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead: number) => void,
  ): void {
    let failure: Error | null = null;
    try {
      this.#slice(position, length).copy(buffer, offset);
    } catch (error) {
      failure = error as Error;
    }
    setImmediate(callback, failure, failure ? 0 : length);
  }

  /** yauzl asks only for the directory and what is behind it; anything else means that the end record lies. */
  #slice(position: number, length: number): Buffer {
    const from = position - this.#tailStart;
    if (from < 0 || from + length > this.#tail.length) {
      throw new AppError(
        'FILE_CORRUPTION',
        'Invalid or corrupted backup file: the end of the archive is damaged.',
      );
    }
    return this.#tail.subarray(from, from + length);
  }
}

/** Offset of the central directory as the end record, or the ZIP64 one before it, tells. */
function directoryStart(end: Buffer): number | null {
  const record = end.length - END_SIZE;
  const offset = end.readUInt32LE(record + 16);
  if (offset !== 0xffff_ffff) return offset;
  const at64 = record - 20 - 56;
  if (at64 < 0 || end.readUInt32LE(at64) !== 0x0606_4b50) return null;
  const offset64 = end.readBigUInt64LE(at64 + 48);
  return offset64 > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(offset64);
}
