/** The file of the database: every page of it, and every reference from one entry to another. */
import { stat } from 'node:fs/promises';

import { generationFolder } from '../profile-paths.ts';
import { sizeInWords } from '../words.ts';
import { failed, Findings, passed, type Check } from './check.ts';

/** What SQLite says of a full-text index; that has a check of its own. */
const ofAnIndexOnly = /^fts5: |\bFTS5 table\b/;

export const databaseFile: Check = async ({ database, paths, generationId }) => {
  const { size } = await stat(generationFolder(paths, generationId).database);
  const lines = (database.pragma('integrity_check(100)') as { integrity_check: string }[])
    .map((row) => row.integrity_check)
    .filter((line) => line !== 'ok' && !ofAnIndexOnly.test(line));
  if (lines.length === 0)
    return passed(
      'database',
      `The database of the practice (${sizeInWords(size)}) was read whole and is sound.`,
    );
  const findings = new Findings();
  for (const line of lines) findings.add(line);
  return failed('database', 'The database of the practice is damaged. It can still be opened.', {
    findings,
    remedy: 'repair',
  });
};

const nouns: Readonly<Record<string, string>> = {
  users: 'A user',
  imports: 'An import',
  cases: 'A case',
  parties: 'A party',
  hearings: 'A hearing',
  tasks: 'A task',
  documents: 'A document',
  orders: 'An order',
  deletions: 'A deleted entry',
  deletedDocuments: 'A document of a deleted entry',
};

export const foreignKeys: Check = ({ database }) => {
  const orphans = database.pragma('foreign_key_check') as { table: string; parent: string }[];
  const findings = new Findings();
  for (const { table, parent } of orphans) {
    const other = (nouns[parent] ?? parent).toLowerCase();
    findings.add(`${nouns[table] ?? table} belongs to ${other} that does not exist.`);
  }
  return findings.count === 0
    ? passed('foreign-keys', 'Every entry that belongs to another one belongs to one that exists.')
    : failed('foreign-keys', 'Entries belong to others that do not exist.', { findings, remedy: 'repair' });
};
