/** Reads a file, or a stretch of it, once, from front to back, hashing every byte that passes. */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { AppError, throwIfCancelled } from '@causebook/contracts';

const CHUNK = 1 << 20;

export class ForwardReader {
  readonly #file: FileHandle;
  readonly #signal: AbortSignal;
  readonly #hash = createHash('sha256');
  readonly #buffer: Buffer;
  readonly #until: number;
  #start = 0;
  #end = 0;
  /** Where the next read from the file begins. */
  #next: number;
  /** Bytes that were given so far. */
  position = 0;

  /** @param stretch the part of the file to read; all of it when not given */
  constructor(file: FileHandle, signal: AbortSignal, stretch = { from: 0, until: Number.MAX_SAFE_INTEGER }) {
    this.#file = file;
    this.#signal = signal;
    this.#next = stretch.from;
    this.#until = stretch.until;
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(1, Math.min(CHUNK, stretch.until - stretch.from)));
  }

  /**
   * The next bytes, piece by piece, `length` in all. A piece is valid until the next one is asked for.
   * @throws AppError FILE_CORRUPTION when the file ends before
   */
  async *pieces(length: number): AsyncGenerator<Buffer> {
    let left = length;
    while (left > 0) {
      if (this.#start === this.#end) await this.#refill();
      const piece = this.#buffer.subarray(this.#start, Math.min(this.#end, this.#start + left));
      this.#start += piece.length;
      this.position += piece.length;
      left -= piece.length;
      yield piece;
    }
  }

  /** The next bytes in one buffer of their own. */
  async take(length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length);
    let at = 0;
    for await (const piece of this.pieces(length)) at += piece.copy(bytes, at);
    return bytes;
  }

  async #refill(): Promise<void> {
    throwIfCancelled(this.#signal);
    const bytesRead = await this.#read();
    if (bytesRead === 0)
      throw new AppError(
        'FILE_CORRUPTION',
        'The file ends too early. It was cut short or changed while it was read.',
      );
    this.#start = 0;
    this.#end = bytesRead;
    this.#hash.update(this.#buffer.subarray(0, bytesRead));
  }

  async #read(): Promise<number> {
    const length = Math.min(this.#buffer.length, this.#until - this.#next);
    if (length === 0) return 0;
    const { bytesRead } = await this.#file.read(this.#buffer, 0, length, this.#next);
    this.#next += bytesRead;
    return bytesRead;
  }

  /** SHA-256 of everything up to the end of the file; once. */
  async digest(): Promise<string> {
    for (;;) {
      throwIfCancelled(this.#signal);
      const bytesRead = await this.#read();
      if (bytesRead === 0) return this.#hash.digest('hex');
      this.#hash.update(this.#buffer.subarray(0, bytesRead));
    }
  }
}
