/** Numbers and bytes that follow from a name, so that a practice can be made again as it was. */
import { createCipheriv, createHash } from 'node:crypto';

export class Random {
  readonly #stream;
  #numbers: Buffer = Buffer.alloc(0);
  #next = 0;

  constructor(name: string) {
    const key = createHash('sha256').update(name).digest();
    this.#stream = createCipheriv('aes-128-ctr', key.subarray(0, 16), key.subarray(16));
  }

  /** Bytes that do not compress. */
  bytes(length: number): Buffer {
    return this.#stream.update(Buffer.alloc(length));
  }

  /** From 0 to below 1. */
  fraction(): number {
    if (this.#next === this.#numbers.length) {
      this.#numbers = this.bytes(64 << 10);
      this.#next = 0;
    }
    this.#next += 4;
    return this.#numbers.readUInt32LE(this.#next - 4) / 2 ** 32;
  }
}
