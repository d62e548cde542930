/** Reading back from the disk itself, and not from the memory in which the system keeps what was just written. */
import { execFile } from 'node:child_process';

/** It only tells the system what to do; longer than this it is at something else. */
const LIMIT_MS = 10_000;

/**
 * Has the system forget what it remembers of a file whose bytes are on the disk, so that whoever reads it next asks the
 * disk. Node has no call for that; on Linux `dd` of coreutils has one (`iflag=nocache`, POSIX_FADV_DONTNEED).
 * @returns whether it was done. Elsewhere, and without that `dd`, memory may answer for the disk.
 */
export async function forgetCached(path: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  // Nothing is read: with a count of nothing the advice is for the whole file.
  const words = [`if=${path}`, 'iflag=nocache', 'count=0', 'status=none'];
  // Not what this process was started with: nothing of that is any business of another program.
  const { PATH } = process.env;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  try {
    execFile('dd', words, { env: PATH === undefined ? {} : { PATH }, timeout: LIMIT_MS }, (error) =>
      resolve(error === null),
    );
  } catch {
    // A system that starts no program now: an advice that cannot be given is no reason to have no backup.
    return false;
  }
  return promise;
}
