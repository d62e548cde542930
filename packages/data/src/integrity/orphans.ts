/** Files in the store of documents that no state of the practice refers to: they take room and do no harm. */
import { rm, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Sha256, throwIfCancelled } from '@causebook/contracts';
import { openReadOnly, type Database } from '../database.ts';
import { exists, fileSize } from '../durable-files.ts';
import { listGenerations } from '../generations.ts';
import { generationFolder, type ProfilePaths } from '../profile-paths.ts';
import { documentsOf, requireWholeReferences } from '../referenced-contents.ts';
import { counted, sizeInWords } from '../words.ts';
import { Findings, passed, type Check, type CheckContext } from './check.ts';

/** A file that is younger may be on its way into the practice. */
const SETTLED_AFTER = 60 * 60_000;
const FOLDER = /^[0-9a-f]{2}$/;

interface State {
  readonly wanted: (prefix: string) => Set<string>;
  close(): Promise<void>;
}

export const orphans: Check = async (context) => {
  const { paths, database } = context;
  if (!(await exists(paths.files))) return passed('orphans', 'The store of documents is empty.');
  const states: State[] = [stateOf(database, async () => {})];
  try {
    const isComplete = await openOthers(context, states);
    if (!isComplete)
      return passed(
        'orphans',
        'Not judged: an earlier state cannot be read, so everything it may need is kept.',
      );
    return result(await findLeftovers(context, states));
  } finally {
    for (const state of states) await state.close();
  }
};

interface Leftovers {
  readonly files: number;
  readonly bytes: number;
  readonly strange: Findings;
}

function result({ files, bytes, strange }: Leftovers) {
  const odd =
    strange.count === 0 ? '' : ` ${counted(strange.count, 'thing')} there did not come from Causebook.`;
  if (files === 0)
    return passed('orphans', `Every file in the store belongs to a document.${odd}`, {
      findings: strange,
      remedy: null,
    });
  const belong = files === 1 ? 'belongs' : 'belong';
  return passed(
    'orphans',
    `${counted(files, 'file')} in the store (${sizeInWords(bytes)}) ${belong} to no document any more and can be removed.${odd}`,
    { findings: strange, remedy: 'sweep' },
  );
}

async function findLeftovers(
  { paths, now, signal }: CheckContext,
  states: readonly State[],
): Promise<Leftovers> {
  const strange = new Findings();
  let files = 0;
  let bytes = 0;
  for (const folder of (await readdir(paths.files)).toSorted()) {
    throwIfCancelled(signal);
    if (!FOLDER.test(folder)) {
      strange.add(`${folder} lies in the store of documents.`);
      continue;
    }
    const wanted = states.map((state) => state.wanted(folder));
    for (const name of await readdir(join(paths.files, folder))) {
      if (!Sha256.safeParse(name).success) strange.add(`${folder}/${name} lies in the store of documents.`);
      else if (!wanted.some((contents) => contents.has(name))) {
        const facts = await stat(join(paths.files, folder, name));
        if (now.getTime() - facts.ctimeMs < SETTLED_AFTER) continue;
        files += 1;
        bytes += facts.size;
      }
    }
  }
  return { files, bytes, strange };
}

function stateOf(database: Database, close: () => Promise<void>): State {
  const named = database
    .prepare<[string, string], string>(
      `SELECT DISTINCT sha256 FROM (${documentsOf(database)}) WHERE sha256 >= ? AND sha256 < ?`,
    )
    .pluck();
  return { wanted: (prefix) => new Set(named.all(prefix, `${prefix}g`)), close };
}

/** @returns false when a state is there that cannot be asked */
async function openOthers({ paths, generationId }: CheckContext, states: State[]): Promise<boolean> {
  const { complete, unreadable, incomplete } = await listGenerations(paths);
  if (unreadable.length > 0 || incomplete.some((name) => name !== generationId)) return false;
  for (const { id } of complete) {
    if (id === generationId) continue;
    try {
      states.push(await openState(paths, id));
    } catch (error) {
      // Damaged: it is kept as it is, with whatever it may refer to.
      if (!(error instanceof Error)) throw error;
      return false;
    }
  }
  return true;
}

async function openState(paths: ProfilePaths, id: Parameters<typeof generationFolder>[1]): Promise<State> {
  const { database: path } = generationFolder(paths, id);
  const hadJournal = await exists(`${path}-wal`);
  const database = openReadOnly(path);
  const close = async (): Promise<void> => {
    database.close();
    // Reading alone leaves an empty journal behind, by which a state looks as if it had been worked with.
    if (hadJournal || (await fileSize(`${path}-wal`)) !== 0) return;
    await rm(`${path}-wal`, { force: true });
    await rm(`${path}-shm`, { force: true });
  };
  try {
    requireWholeReferences(database);
    return stateOf(database, close);
  } catch (error) {
    await close();
    throw error;
  }
}
