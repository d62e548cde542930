/** Where an archive's bytes go: a new file, hashed as it is written. */
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';

/** After so many bytes the disk is asked to keep them, so that the last wait is short. */
const KEEP_EVERY = 64 << 20;

export class FileSink extends Writable {
  readonly #file: FileHandle;
  readonly #onWritten: (bytes: Buffer) => void;
  readonly #hash = createHash('sha256');
  /** Keeps what was written so far; null when none is under way. */
  #keeping: Promise<void> | null = null;
  #unkept = 0;
  bytes = 0;

  private constructor(file: FileHandle, onWritten: (bytes: Buffer) => void) {
    super({ highWaterMark: 1 << 20 });
    this.#file = file;
    this.#onWritten = onWritten;
  }

  /**
   * @param onWritten told of each buffer that is not needed any more
   * @throws EEXIST when the file is there: nothing is ever overwritten.
   */
  static async create(path: string, onWritten: (bytes: Buffer) => void = () => {}): Promise<FileSink> {
    return new FileSink(await open(path, 'wx', 0o600), onWritten);
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#append([chunk]).then(() => done(), done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#append(chunks.map(({ chunk }) => chunk)).then(() => done(), done);
  }

  async #append(chunks: readonly Buffer[]): Promise<void> {
    for (const chunk of chunks) this.#hash.update(chunk);
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    const { bytesWritten } = await this.#file.writev(chunks);
    if (bytesWritten < length) await this.#appendRest(Buffer.concat(chunks).subarray(bytesWritten));
    this.bytes += length;
    for (const chunk of chunks) this.#onWritten(chunk);
    await this.#keep(length);
  }

  /** A disk may take a part only, and tell why not with the next. */
  async #appendRest(rest: Buffer): Promise<void> {
    for (let at = 0; at < rest.length;) {
      const { bytesWritten } = await this.#file.write(rest, at, rest.length - at, null);
      at += bytesWritten;
    }
  }

  /** Begins to keep what was written, while the next is being made; a disk that cannot is found out here or at the end. */
  async #keep(length: number): Promise<void> {
    this.#unkept += length;
    if (this.#unkept < KEEP_EVERY) return;
    this.#unkept = 0;
    await this.#keeping;
    this.#keeping = this.#file.datasync();
    this.#keeping.catch(() => {});
  }

  /** The bytes are on the disk before 'finish' is emitted. */
  override _final(done: (error?: Error | null) => void): void {
    this.#finish().then(() => done(), done);
  }

  async #finish(): Promise<void> {
    await this.#keeping;
    await this.#file.sync();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    Promise.allSettled([this.#keeping])
      .then(() => this.#file.close())
      .then(
        () => done(error),
        (closing: Error) => done(error ?? closing),
      );
  }

  /** SHA-256 of everything written; once, after 'finish'. */
  digest(): string {
    return this.#hash.digest('hex');
  }
}
