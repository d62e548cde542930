/** Imports cases from a spreadsheet saved as CSV. */
import { readFile } from 'node:fs/promises';
import { counted } from '@causebook/backup';
import { AppError, throwIfCancelled, toAppError } from '@causebook/contracts';
import { importCases, parseColumnMapFile, scdbMap, uniqueId, type ColumnMap } from '@causebook/data';
import { onlyArgument, profileFolder, UsageError } from '../arguments.ts';
import type { Command } from '../command.ts';
import { withHeldProfile } from '../profile-session.ts';
import { openOrStart } from './practice.ts';

export const importFile: Command = {
  usage: 'import FILE.csv --map scdb|MAP.json',
  about: 'Imports cases from a CSV file, and names every line that could not be taken.',
  options: ['map'],
  run: async ({ values, positionals, signal, ...hooks }) => {
    const file = onlyArgument(positionals, 'CSV file');
    const folder = profileFolder(values);
    const map = await readMap(values.map);
    const csv = await readInput(file);
    return withHeldProfile(folder, hooks, async (profile) => {
      await openOrStart(profile, hooks.now());
      return profile.session.use(({ database }) => {
        throwIfCancelled(signal);
        const now = hooks.now();
        const report = importCases({ database, csv, map, now, newId: () => uniqueId(now), signal });
        const { cases, hearings, orders } = report.imported;
        const left = report.rows - cases;
        const refused = left === 0 ? 'Every row was taken.' : `${counted(left, 'row')} could not be taken.`;
        const message = `Imported ${counted(cases, 'case')}, ${counted(hearings, 'hearing')} and ${counted(orders, 'order')}. ${refused}`;
        return {
          value: { success: true, message, ...report },
          lines: [
            message,
            ...report.refused.map(
              (row) => `line ${row.line}${row.column === null ? '' : `, ${row.column}`}: ${row.reason}`,
            ),
          ],
        };
      });
    });
  },
};

async function readMap(map: string | undefined): Promise<ColumnMap> {
  if (map === undefined)
    throw new UsageError('--map is needed: scdb, or a JSON file that says which column is what.');
  if (map === 'scdb') return scdbMap;
  return parseColumnMapFile(new TextDecoder().decode(await readInput(map)));
}

async function readInput(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new AppError('NOT_FOUND', `There is no file ${path}.`);
    if (code === 'EISDIR') throw new AppError('INVALID_INPUT', `${path} is a folder.`);
    throw toAppError(error);
  }
}
