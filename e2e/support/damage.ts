/** Damages the database of a profile that no app holds, as a failing disk does. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { practiceDatabase } from './practice-database.ts';

const PAGE = 4096;

export function databaseFile(profile: string): string {
  const live = readFileSync(join(profile, 'data', 'CURRENT'), 'utf8').trim();
  return join(profile, 'data', 'generations', live, 'database.sqlite');
}

/** Where tables or indexes begin, by the end of a query over the schema. */
function pagesOf(profile: string, where: string): number[] {
  const database = practiceDatabase(profile);
  database.pragma('wal_checkpoint(TRUNCATE)');
  const pages = database
    .prepare<[], number>(`SELECT rootpage FROM sqlite_schema WHERE ${where}`)
    .pluck()
    .all();
  database.close();
  return pages;
}

function overwrite(profile: string, harm: (bytes: Buffer) => void): void {
  const file = databaseFile(profile);
  const bytes = readFileSync(file);
  harm(bytes);
  writeFileSync(file, bytes);
}

export const loseHead = (profile: string): void => overwrite(profile, (bytes) => void bytes.fill(0, 0, 100));

/** Every index of the cases and the hearings: the practice cannot be opened, and no entry is gone. */
export function loseIndexes(profile: string): void {
  const pages = pagesOf(profile, `type = 'index' AND tbl_name IN ('cases', 'hearings')`);
  overwrite(profile, (bytes) => {
    for (const page of pages) bytes.fill(0, (page - 1) * PAGE, page * PAGE);
  });
}

/** A page of hearings, and what keeps the practice from being opened. @returns how many hearings stood there */
export function loseHearings(profile: string): number {
  const [root] = pagesOf(profile, `name = 'hearings'`) as [number];
  const [byCase] = pagesOf(profile, `name = 'hearingsByCase'`) as [number];
  const [byDay] = pagesOf(profile, `name = 'hearingsWithNotes'`) as [number];
  let lost = 0;
  overwrite(profile, (bytes) => {
    const at = (root - 1) * PAGE;
    const leaf = bytes[at] === 0x05 ? bytes.readUInt32BE(at + bytes.readUInt16BE(at + 12)) : root;
    lost = bytes.readUInt16BE((leaf - 1) * PAGE + 3);
    for (const page of [leaf, byCase, byDay]) bytes.fill(0, (page - 1) * PAGE, page * PAGE);
  });
  return lost;
}

export const generationsOf = (profile: string): string[] => readdirSync(join(profile, 'data', 'generations'));
