/** Whether one place lies in another. Pure: nothing is looked up, so links are followed before. */
import path, { type PlatformPath } from 'node:path';

/**
 * True for the folder itself and for whatever is in it. On Windows nothing on another drive is.
 * @param flavour whose rules hold; those of this system unless told
 */
export function isBelow(folder: string, place: string, flavour: PlatformPath = path): boolean {
  const way = flavour.relative(folder, place);
  // From one drive to another no way leads, and the place itself is the answer.
  return way !== '..' && !way.startsWith(`..${flavour.sep}`) && !flavour.isAbsolute(way);
}
