/** Commands about the practice itself: make it, fill it, count it. */
import { counted, practiceInWords, sizeInWords } from '@causebook/backup';
import {
  addDocument,
  createPractice,
  digestPractice,
  fillWithSample,
  findCase,
  liveGeneration,
  rebuildSearchIndex,
} from '@causebook/data';
import { noArguments, profileFolder, UsageError, wholeNumber } from '../arguments.ts';
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
export async function openOrStart({ paths, session }: OpenProfile, now: Date): Promise<void> {
  if ((await liveGeneration(paths)) === null) await createPractice(paths, { now, name: '' });
  if (session.problem) await session.open();
}

export const sample: Command = {
  usage: 'sample [--seed N] [--cases N] [--documents N] [--bytes N] [--today YYYY-MM-DD]',
  about: 'Fills an empty practice with a made-up office; the same numbers give the same practice.',
  options: ['seed', 'cases', 'documents', 'bytes', 'today'],
  run: async ({ values, positionals, signal, ...hooks }) => {
    noArguments(positionals);
    const request = {
      seed: wholeNumber(values, 'seed', 1, 0xffff_ffff),
      cases: wholeNumber(values, 'cases', 40, 1_000_000),
      documents: wholeNumber(values, 'documents', 60, 1_000_000),
      bytes: wholeNumber(values, 'bytes', 12_000_000),
      ...(values.today === undefined ? {} : { today: values.today }),
    };
    return withHeldProfile(profileFolder(values), hooks, async (profile) => {
      await openOrStart(profile, hooks.now());
      const counts = await profile.session.use(({ database }) =>
        fillWithSample(profile.paths, database, request, { signal }),
      );
      const message = `Made a sample practice: ${practiceInWords(counts)} (${sizeInWords(counts.bytes)}).`;
      return { value: { success: true, message, counts }, lines: [message] };
    });
  },
};

export const rebuildSearch: Command = {
  usage: 'rebuild-search',
  about: 'Makes the search index again from the entries of the practice.',
  options: [],
  run: async ({ values, positionals, ...hooks }) => {
    noArguments(positionals);
    return withHeldProfile(profileFolder(values), hooks, async ({ session }) => {
      await session.use(({ database }) => rebuildSearchIndex(database));
      const message = 'The search index was made again from the entries of the practice.';
      return { value: { success: true, message }, lines: [message] };
    });
  },
};

export const documents: Command = {
  usage: 'documents add --case ID FILE...',
  about: 'Adds files to a case, named by its id or its number.',
  options: ['case'],
  run: async ({ values, positionals: [verb, ...files], signal, ...hooks }) => {
    if (verb !== 'add')
      throw new UsageError('documents add --case ID FILE... is what can be done with documents.');
    const wanted = values.case;
    if (wanted === undefined || files.length === 0)
      throw new UsageError('A case and at least one file are needed.');
    return withHeldProfile(profileFolder(values), hooks, async ({ paths, session }) =>
      session.use(async (practice) => {
        const caseId = await findCase(practice, wanted);
        const added = [];
        for (const file of files)
          added.push(await addDocument(paths, practice, { caseId, file, now: hooks.now(), signal }));
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
