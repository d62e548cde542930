/** New files that are written and then made durable together: disks do many at once faster than one after another. */
import { closeSync, fsync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

const sync = promisify(fsync);

export class TargetFiles {
  readonly #open: number[] = [];

  /** Opens a new file and returns what writes to it; a null path takes everything and keeps nothing. @throws EEXIST */
  writerOf(path: string | null): (piece: Buffer) => void {
    if (path === null) return () => {};
    const file = openSync(path, 'wx', 0o600);
    this.#open.push(file);
    return (piece) => {
      for (let at = 0; at < piece.length;) at += writeSync(file, piece, at, piece.length - at);
    };
  }

  /** What was written is on the disk when this resolves. */
  async keep(): Promise<void> {
    await Promise.all(this.#open.map((file) => sync(file)));
  }

  close(): void {
    for (const file of this.#open.splice(0)) closeSync(file);
  }
}
