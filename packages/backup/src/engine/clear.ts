/** Removes what is not needed any more. */
import { rm } from 'node:fs/promises';

/** What cannot be removed now is removed at the next start; it must not take the place of an outcome. */
export async function clear(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => {});
}
