/** Reads a part of a file, from front to back. */
import type { FileHandle } from 'node:fs/promises';
import { AppError, throwIfCancelled } from '@causebook/contracts';

const CHUNK = 1 << 20;

export class ForwardReader {
  readonly #file: FileHandle;
  readonly #signal: AbortSignal;
  readonly #buffer = Buffer.allocUnsafeSlow(CHUNK);
  #start = 0;
  #end = 0;
  /** Of the next byte. */
  position: number;

  constructor(file: FileHandle, position: number, signal: AbortSignal) {
    this.#file = file;
    this.position = position;
    this.#signal = signal;
  }

  /**
   * The next bytes; valid until more is asked for.
   * @throws AppError FILE_CORRUPTION when the file ends before; CANCELLED
   */
  async take(length: number): Promise<Buffer> {
    if (length > CHUNK) throw new RangeError(`${length} bytes are more than are read at once.`);
    while (this.#end - this.#start < length) await this.#refill();
    this.#start += length;
    this.position += length;
    return this.#buffer.subarray(this.#start - length, this.#start);
  }

  async #refill(): Promise<void> {
    throwIfCancelled(this.#signal);
    this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
    const { bytesRead } = await this.#file.read(
      this.#buffer,
      this.#end,
      CHUNK - this.#end,
      this.position + this.#end,
    );
    if (bytesRead === 0)
      throw new AppError(
        'FILE_CORRUPTION',
        'The file ends too early. It was cut short or changed while it was read.',
      );
    this.#end += bytesRead;
  }
}
