/** Reads a part of an open file once, from front to back. The file may be read elsewhere by others at the same time. */
import { readSync } from 'node:fs';
import { AbandonedDuty, Damage } from '../threads/damage.ts';
import type { Tell } from '../threads/duties.ts';

/** Bytes that are read at once. */
const CHUNK = 1 << 20;
/** Bytes of a buffer in which whatever is taken at once, up to two megabytes, comes to lie in one piece. */
export const REGION_BUFFER = 2 << 20;
/** Bytes between two tellings. */
const TELL_EVERY = 4 << 20;

/** @param buffer is the reader's as long as it reads; what it hands out lies there */
export class RegionReader {
  readonly #file: number;
  readonly #tell: Tell;
  readonly #isCancelled: () => boolean;
  readonly #buffer: Buffer;
  #next: number;
  /** Where the part ends: what lies behind it, somebody else reads. */
  readonly #last: number;
  #start = 0;
  #end = 0;
  #untold = 0;

  constructor(
    file: number,
    {
      position,
      length,
      buffer,
      tell,
      isCancelled,
    }: { position: number; length: number; buffer: Buffer; tell: Tell; isCancelled: () => boolean },
  ) {
    this.#file = file;
    this.#buffer = buffer;
    this.#next = position;
    this.#last = position + length;
    this.#tell = tell;
    this.#isCancelled = isCancelled;
  }

  /** The next bytes, piece by piece, `length` in all. A piece is valid until the next one is asked for. */
  *pieces(length: number): Generator<Buffer> {
    for (let left = length; left > 0;) {
      if (this.#start === this.#end) this.#refill();
      const piece = this.#buffer.subarray(this.#start, Math.min(this.#end, this.#start + left));
      this.#start += piece.length;
      this.#untold += piece.length;
      left -= piece.length;
      if (this.#untold >= TELL_EVERY) this.tellRest();
      yield piece;
    }
  }

  /** The next bytes in one buffer; valid until more is asked for. */
  take(length: number): Buffer {
    if (length <= this.#end - this.#start) {
      this.#start += length;
      this.#untold += length;
      if (this.#untold >= TELL_EVERY) this.tellRest();
      return this.#buffer.subarray(this.#start - length, this.#start);
    }
    if (length <= this.#buffer.length) {
      this.#gather(length);
      return this.take(length);
    }
    const bytes = Buffer.allocUnsafe(length);
    let at = 0;
    for (const piece of this.pieces(length)) at += piece.copy(bytes, at);
    return bytes;
  }

  tellRest(): void {
    this.#tell(this.#untold);
    this.#untold = 0;
  }

  /** Moves what is left to the front and reads behind it. */
  #gather(length: number): void {
    this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
    while (this.#end < length) this.#read();
  }

  #refill(): void {
    this.#start = 0;
    this.#end = 0;
    this.#read();
  }

  #read(): void {
    if (this.#isCancelled()) throw new AbandonedDuty();
    const wanted = Math.min(CHUNK, this.#buffer.length - this.#end, this.#last - this.#next);
    const bytesRead = wanted > 0 ? readSync(this.#file, this.#buffer, this.#end, wanted, this.#next) : 0;
    if (bytesRead === 0) {
      throw new Damage('The file ends too early. It was cut short or changed while it was read.');
    }
    this.#next += bytesRead;
    this.#end += bytesRead;
  }
}
