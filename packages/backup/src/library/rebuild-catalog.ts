/** Makes the list of backups again from the archives alone. */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError, toAppError } from '@causebook/contracts';
import { exists } from '@causebook/data';
import type { StoredBackup } from '../catalog/backup-rows.ts';
import type { Operation } from '../operation/operation-desk.ts';
import { verifyAndJudge } from '../proof/verify-backup.ts';
import type { Told } from '../service-parts.ts';
import { counted } from '../words.ts';
import type { Workplace } from '../workplace.ts';
import { entryFromArchive } from './entry-from-archive.ts';

export type Rebuilt = Told<{ found: number; added: number; unreadable: string[] }>;

/** Looks in the default folder and wherever backups are known to lie. @throws AppError BUSY, CANCELLED */
export function rebuildCatalog(place: Workplace, signal?: AbortSignal): Promise<Rebuilt> {
  return place.recorder.run({ kind: 'rebuild', fallback: 'INTERNAL', signal }, async (operation) => {
    const known = await place.parts.catalog.backups();
    const folders = new Set([place.paths.backups, ...known.map((backup) => dirname(backup.filePath))]);
    const { files, unreadable } = await lookInto(folders);
    let sound = 0;
    let added = 0;
    // What an increment needs may be found after it, in another folder; then it has its turn again.
    let waiting = files;
    for (let before = added - 1; waiting.length > 0;) {
      const isLast = added === before;
      before = added;
      const again: string[] = [];
      for (const filePath of waiting) {
        try {
          if (await addFound(place, filePath, { known, operation })) added += 1;
          sound += 1;
        } catch (error) {
          const failure = toAppError(error);
          if (failure.code === 'CANCELLED') throw failure;
          if (failure.code === 'BASE_MISSING' && !isLast) again.push(filePath);
          else unreadable.push(`${basename(filePath)}: ${failure.message}`);
        }
      }
      waiting = again;
    }
    return { found: files.length, added, unreadable, message: rebuiltMessage(sound, added, unreadable) };
  });
}

/** Archives by their names, and what cannot be looked into, with the reason. */
async function lookInto(folders: Iterable<string>): Promise<{ files: string[]; unreadable: string[] }> {
  const files: string[] = [];
  const unreadable: string[] = [];
  for (const folder of folders) {
    try {
      files.push(...(await archivesIn(folder)));
    } catch (error) {
      unreadable.push(`${folder}: ${toAppError(error).message}`);
    }
  }
  return { files, unreadable };
}

async function archivesIn(folder: string): Promise<string[]> {
  if (!(await exists(folder))) return [];
  const names = await readdir(folder);
  return names
    .filter((name) => !name.startsWith('.') && name.toLowerCase().endsWith('.zip'))
    .toSorted()
    .map((name) => join(folder, name));
}

/** @returns whether it was not in the list */
async function addFound(
  place: Workplace,
  filePath: string,
  { known, operation }: { readonly known: readonly StoredBackup[]; readonly operation: Operation },
): Promise<boolean> {
  const { catalog, now } = place.parts;
  const answer = await verifyAndJudge(place, { filePath, expectedChecksum: null }, operation);
  const entry = entryFromArchive(filePath, answer.size, answer.checksum, answer.metadata);
  const listed = known.find((backup) => backup.backupId === entry.backupId || backup.filePath === filePath);
  // One that was moved is listed where it is now. A changed one must not take the place of what is out of reach.
  if (listed && listed.filePath !== filePath && listed.checksum !== entry.checksum)
    throw new AppError('CHANGED_SINCE_MADE');
  if (listed && (listed.filePath === filePath || (await exists(listed.filePath)))) return false;
  await catalog.putBackup(
    { ...entry, warnings: JSON.stringify(answer.warnings) },
    { verifiedAt: now().toISOString(), outcome: 'good', message: 'Verified when it was found.' },
  );
  return true;
}

function rebuiltMessage(sound: number, added: number, unreadable: readonly string[]): string {
  const bad =
    unreadable.length === 0
      ? ''
      : ` ${counted(unreadable.length, 'file or folder', 'files or folders')} could not be used.`;
  return `Found ${counted(sound, 'backup')}; ${added} new in the list.${bad}`;
}
