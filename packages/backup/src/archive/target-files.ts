/** New files that are written and then made durable together: disks do many at once faster than one after another. */
import { closeSync, fdatasync, fsync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

const sync = promisify(fsync);
const datasync = promisify(fdatasync);

/** After so many bytes of one file the disk is asked to keep them while it is written on, so that the last wait is short. */
const KEEP_EVERY = 64 << 20;

export class TargetFiles {
  readonly #open: number[] = [];
  /** What the disk was asked to keep already; each is looked at in `keep`. */
  readonly #keeping: Promise<void>[] = [];

  /** Opens a new file and returns what writes to it; a null path takes everything and keeps nothing. @throws EEXIST */
  writerOf(path: string | null): (piece: Buffer) => void {
    if (path === null) return () => {};
    const file = openSync(path, 'wx', 0o600);
    this.#open.push(file);
    let unkept = 0;
    return (piece) => {
      for (let at = 0; at < piece.length;) at += writeSync(file, piece, at, piece.length - at);
      unkept += piece.length;
      if (unkept >= KEEP_EVERY) {
        unkept = 0;
        this.#begin(file);
      }
    };
  }

  #begin(file: number): void {
    const keeping = datasync(file);
    keeping.catch(() => {});
    this.#keeping.push(keeping);
  }

  /** What was written is on the disk when this resolves. */
  async keep(): Promise<void> {
    await Promise.all(this.#keeping);
    this.#keeping.push(...this.#open.map((file) => sync(file)));
    await Promise.all(this.#keeping);
  }

  async close(): Promise<void> {
    // None is asked of a file that is closed already.
    await Promise.allSettled(this.#keeping);
    for (const file of this.#open.splice(0)) closeSync(file);
  }
}
