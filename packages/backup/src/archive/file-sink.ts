/** Where an archive's bytes go: a new file, hashed as it is written. */
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';

export class FileSink extends Writable {
  readonly #file: FileHandle;
  readonly #hash = createHash('sha256');
  bytes = 0;

  private constructor(file: FileHandle) {
    super({ highWaterMark: 1 << 20 });
    this.#file = file;
  }

  /** @throws EEXIST when the file is there: nothing is ever overwritten. */
  static async create(path: string): Promise<FileSink> {
    return new FileSink(await open(path, 'wx', 0o600));
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#append(chunk).then(() => done(), done);
  }

  async #append(chunk: Buffer): Promise<void> {
    this.#hash.update(chunk);
    for (let at = 0; at < chunk.length;) {
      const { bytesWritten } = await this.#file.write(chunk, at, chunk.length - at, null);
      at += bytesWritten;
    }
    this.bytes += chunk.length;
  }

  /** The bytes are on the disk before 'finish' is emitted. */
  override _final(done: (error?: Error | null) => void): void {
    this.#file.sync().then(() => done(), done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#file.close().then(
      () => done(error),
      (closing: Error) => done(error ?? closing),
    );
  }

  /** SHA-256 of everything written; once, after 'finish'. */
  digest(): string {
    return this.#hash.digest('hex');
  }
}
