/** Whether other accounts of this computer are kept out, and this one is let in. */
import { constants } from 'node:fs';
import { access, chmod, stat } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { exists } from '../durable-files.ts';

import { generationFolder, type ProfilePaths } from '../profile-paths.ts';
import { failed, Findings, passed, type Check } from './check.ts';

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode;

/** What stands open to others, where it can be told. A closed folder closes everything inside it. */
async function openToOthers(paths: ProfilePaths): Promise<string[]> {
  const isOpen = async (path: string): Promise<boolean> =>
    (await exists(path)) && ((await modeOf(path)) & 0o077) !== 0;
  if (process.platform === 'win32' || !(await isOpen(paths.root))) return [];
  // Usually the home folder of the account.
  for (let above = dirname(paths.root); above !== dirname(above); above = dirname(above))
    if (((await modeOf(above)) & 0o007) === 0) return [];
  const inside = [paths.data, paths.catalog, paths.backups, paths.quarantine];
  const open: string[] = [];
  for (const path of inside) if (await isOpen(path)) open.push(path);
  return open;
}

export const permissions: Check = async ({ paths, generationId }) => {
  const findings = new Findings();
  for (const path of await openToOthers(paths))
    findings.add(`Other accounts of this computer can open ${relative(paths.root, path)}.`);
  const open = findings.count > 0;
  for (const path of [paths.root, paths.data, paths.files, generationFolder(paths, generationId).database]) {
    const isOurs = await access(path, constants.R_OK | constants.W_OK).then(
      () => true,
      () => false,
    );
    if (!isOurs) findings.add(`Your account may not read and write ${path}.`);
  }
  if (findings.count > 0) {
    const message = open
      ? 'Other accounts of this computer can look into the practice.'
      : 'Your account may not use a part of the practice.';
    return failed('permissions', message, { findings, remedy: 'permissions' });
  }
  return passed('permissions', 'Only your account of this computer can open the folder of the practice.');
};

/** Closes the folder of the practice to other accounts. @throws errno where this account does not own it */
export async function tightenPermissions(paths: ProfilePaths): Promise<void> {
  for (const folder of [paths.root, paths.data, paths.files])
    if (await exists(folder)) await chmod(folder, 0o700);
}
