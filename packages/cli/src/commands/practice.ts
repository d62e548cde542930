/** Commands about the practice itself: make it, fill it, count it. */
import { readFile } from 'node:fs/promises';
import { counted, practiceInWords, sizeInWords } from '@causebook/backup';
import { AppError, throwIfCancelled, toAppError } from '@causebook/contracts';
import {
  addDocument,
  countPractice,
  createPractice,
  createSample,
  digestPractice,
  findCase,
  importCases,
  liveGeneration,
  parseColumnMap,
  scdbMap,
  storeContent,
  uniqueId,
  type ColumnMap,
  type Practice,
} from '@causebook/data';
import { noArguments, onlyArgument, profileFolder, UsageError, wholeNumber } from '../arguments.ts';
import type { Command } from '../command.ts';
import { withHeldProfile, withProfile, type OpenProfile } from '../profile-session.ts';

export const init: Command = {
  usage: 'init [--name NAME]',
  about: 'Starts an empty practice in the profile folder.',
  options: ['name'],
  run: async ({ values, positionals, ...hooks }) => {
    noArguments(positionals);
    return withHeldProfile(profileFolder(values), hooks, async ({ paths }) => {
      const generationId = await createPractice(paths, { now: hooks.now(), name: values.name ?? '' });
      const message = `An empty practice was started in ${paths.root}.`;
      return { value: { success: true, message, profile: paths.root, generationId }, lines: [message] };
    });
  },
};

/** Opens the practice, starting an empty one in a new profile. */
async function openOrStart({ paths, session }: OpenProfile, now: Date): Promise<void> {
  if ((await liveGeneration(paths)) === null) await createPractice(paths, { now, name: '' });
  if (session.problem) await session.open();
}

export const sample: Command = {
  usage: 'sample [--seed N] [--cases N] [--documents N] [--bytes N]',
  about: 'Fills an empty practice with a made-up office; the same numbers give the same practice.',
  options: ['seed', 'cases', 'documents', 'bytes'],
  run: async ({ values, positionals, signal, ...hooks }) => {
    noArguments(positionals);
    const request = {
      seed: wholeNumber(values, 'seed', 1, 0xffff_ffff),
      cases: wholeNumber(values, 'cases', 40, 1_000_000),
      documents: wholeNumber(values, 'documents', 60, 1_000_000),
      bytes: wholeNumber(values, 'bytes', 12_000_000),
    };
    return withHeldProfile(profileFolder(values), hooks, async (profile) => {
      await openOrStart(profile, hooks.now());
      return profile.session.use(async (practice) => {
        requireEmpty(practice);
        await inOneTransaction(practice, () =>
          createSample(request, {
            database: practice.database,
            addContent: (chunks) => storeContent(profile.paths, chunks, signal),
            signal,
          }),
        );
        const counts = countPractice(practice.database);
        const message = `Made a sample practice: ${practiceInWords(counts)} (${sizeInWords(counts.bytes)}).`;
        return { value: { success: true, message, counts }, lines: [message] };
      });
    });
  },
};

function requireEmpty({ database }: Practice): void {
  const counts = countPractice(database);
  if (counts.cases + counts.documents + counts.users > 0) throw new AppError('PRACTICE_NOT_EMPTY');
}

/** All of it or nothing. Only for a profile that is held, so that nobody else writes through this connection. */
async function inOneTransaction({ database }: Practice, work: () => Promise<void>): Promise<void> {
  database.exec('BEGIN IMMEDIATE');
  try {
    await work();
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw toAppError(error);
  }
}

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
        const refused = report.refused.length === 0 ? 'Every row was taken.' : `${counted(report.refused.length, 'row')} could not be taken.`;
        const message = `Imported ${counted(cases, 'case')}, ${counted(hearings, 'hearing')} and ${counted(orders, 'order')}. ${refused}`;
        return {
          value: { success: true, message, ...report },
          lines: [message, ...report.refused.map((row) => `line ${row.line}, ${row.column}: ${row.reason}`)],
        };
      });
    });
  },
};

async function readMap(map: string | undefined): Promise<ColumnMap> {
  if (map === undefined) throw new UsageError('--map is needed: scdb, or a JSON file that says which column is what.');
  if (map === 'scdb') return scdbMap;
  return parseColumnMap(new TextDecoder().decode(await readInput(map)));
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

export const documents: Command = {
  usage: 'documents add --case ID FILE...',
  about: 'Adds files to a case, named by its id or its number.',
  options: ['case'],
  run: async ({ values, positionals: [verb, ...files], signal, ...hooks }) => {
    if (verb !== 'add') throw new UsageError('documents add --case ID FILE... is what can be done with documents.');
    const wanted = values.case;
    if (wanted === undefined || files.length === 0) throw new UsageError('A case and at least one file are needed.');
    return withHeldProfile(profileFolder(values), hooks, async ({ paths, session }) =>
      session.use(async (practice) => {
        const caseId = await findCase(practice, wanted);
        const added = [];
        for (const file of files) added.push(await addDocument(paths, practice, { caseId, file, now: hooks.now(), signal }));
        const message = `Added ${counted(added.length, 'document')} (${sizeInWords(added.reduce((sum, { size }) => sum + size, 0))}).`;
        return { value: { success: true, message, documents: added }, lines: [message] };
      }),
    );
  },
};

export const counts: Command = {
  usage: 'counts',
  about: 'Counts the entries of the practice.',
  options: [],
  run: async ({ values, positionals, ...hooks }) => {
    noArguments(positionals);
    return withProfile(profileFolder(values), hooks, async ({ session }) => {
      const found = await session.counts();
      return { value: found, lines: Object.entries(found).map(([kind, count]) => `${kind} ${count}`) };
    });
  },
};

export const digest: Command = {
  usage: 'digest',
  about: 'Prints a fingerprint of all entries and documents; equal practices have equal fingerprints.',
  options: [],
  run: async ({ values, positionals, signal, ...hooks }) => {
    noArguments(positionals);
    return withProfile(profileFolder(values), hooks, async ({ paths, session }) => {
      const value = await session.use(({ database }) => digestPractice(database, paths.files, signal));
      return { value: { digest: value }, lines: [value] };
    });
  },
};
