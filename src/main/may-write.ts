/** Asks the system whether a folder can be written, without writing. */
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whether files can be made in a folder; for one that is not there, in the folder where it would be made. */
export function mayWrite(folder: string): boolean {
  if (!existsSync(folder)) return dirname(folder) !== folder && mayWrite(dirname(folder));
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return false;
  }
}
