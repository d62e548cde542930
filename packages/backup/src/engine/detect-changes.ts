/**
 * What an increment would hold if it were made now. Of the base only the tables of contents and the database are read;
 * nothing is written but scratch.
 */
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  throwIfCancelled,
  toAppError,
  type BackupMetadata,
  type EntryChange,
  type IncrementChanges,
} from '@causebook/contracts';
import {
  generationFolder,
  makeFolder,
  openDatabase,
  openReadOnly,
  profilePaths,
  readSetting,
  referencedContents,
  type ReferencedContent,
} from '@causebook/data';
import { inWordsOf } from '../archive/archive-set.ts';
import { DATABASE, PAGES } from '../archive/entry-names.ts';
import { requireFreeSpace } from '../free-space.ts';
import { deltaSize } from '../increment/page-delta.ts';
import { fingerprintPages } from '../increment/page-fingerprints.ts';
import {
  changedAgainst,
  neededArchives,
  ofTheBase,
  openBase,
  placesInBase,
  type OpenBase,
} from '../increment/plan-increment.ts';
import { ProgressTracker } from '../progress.ts';
import { copyMoment, inBytes, proveSnapshot } from '../snapshot.ts';
import { changedDocuments } from './changed-documents.ts';
import { clear } from './clear.ts';
import { comparePractices, type PracticeComparison } from './compare-practices.ts';
import { completeDatabase, databaseSize } from './complete-database.ts';
import { estimateSize } from './estimate-size.ts';
import { proveRestoredDatabase } from './restored-database.ts';
import { detectWorkspace } from './task-places.ts';
import type { DetectTask, EngineHooks } from './tasks.ts';

/** The moment that is looked at. */
interface Moment {
  readonly path: string;
  readonly practiceId: string;
  readonly rowsDigest: string;
  readonly contents: readonly ReferencedContent[];
}

/**
 * @throws AppError INVALID_INPUT when nothing can be built on that backup; BASE_MISSING and FILE_CORRUPTION naming the
 *   file; INSUFFICIENT_SPACE; CANCELLED. Leaves nothing behind.
 */
export async function detectChanges(task: DetectTask, hooks: EngineHooks): Promise<IncrementChanges> {
  const workspace = detectWorkspace(task);
  const progress = new ProgressTracker(
    [
      { phase: 'snapshot', weight: 3 },
      { phase: 'check', weight: 3 },
      { phase: 'examine', weight: 4 },
    ],
    hooks.onProgress,
  );
  try {
    await makeFolder(workspace);
    const moment = await takeMoment(task, workspace, hooks, progress);
    const planning = { ...hooks, onWork: () => progress.beat() };
    const opened = await openBase(task.base, task, moment.practiceId, planning).catch((error: unknown) => {
      throw ofTheBase(task.base, error);
    });
    try {
      return await compareWithBase(task, opened, moment, workspace, { hooks, progress });
    } finally {
      await opened.set.close();
    }
  } catch (error) {
    throw toAppError(error, 'VALIDATION_FAILED');
  } finally {
    await clear(workspace);
  }
}

async function takeMoment(
  { profile, generationId }: DetectTask,
  workspace: string,
  { signal, isAlone }: EngineHooks,
  progress: ProgressTracker,
): Promise<Moment> {
  const live = generationFolder(profilePaths(profile), generationId).database;
  const { size } = await stat(live);
  await requireFreeSpace(workspace, size, 'The comparison');
  progress.begin('snapshot', { bytes: size });
  const path = join(workspace, 'now.sqlite');
  const onPages = inBytes(size, (bytes) => progress.advance({ bytes }));
  await copyMoment(live, path, { signal, isAlone, onPages });
  const rowsDigest = proveSnapshot(path);
  const snapshot = openReadOnly(path);
  try {
    return {
      path,
      practiceId: (readSetting(snapshot, 'practice.id') ?? '').slice(0, 64),
      rowsDigest,
      contents: referencedContents(snapshot),
    };
  } finally {
    snapshot.close();
  }
}

async function compareWithBase(
  task: DetectTask,
  opened: OpenBase,
  moment: Moment,
  workspace: string,
  { hooks, progress }: { readonly hooks: EngineHooks; readonly progress: ProgressTracker },
): Promise<IncrementChanges> {
  const { signal } = hooks;
  const metadata = metadataOf(opened);
  await requireFreeSpace(workspace, databaseSize(opened.set), 'The comparison');
  const earlier = await readEarlier(opened, workspace, signal, progress).catch((error: unknown) => {
    throw ofTheBase(task.base, error);
  });
  progress.begin('examine');
  const now = await fingerprintPages(moment.path, hooks);
  const planning = { ...hooks, onWork: () => progress.beat() };
  const pages = await changedAgainst(opened, now, task, workspace, planning);
  throwIfCancelled(signal);
  const proven = proveRestoredDatabase(earlier, metadata, { isScratch: true });
  throwIfCancelled(signal);
  const elsewhere = placesInBase(opened, moment.contents);
  const travelling = moment.contents.filter(({ sha256 }) => !elsewhere.has(sha256));
  const whole = now.pages * now.pageSize;
  const databaseBytes = pages ? deltaSize(now.pageSize, pages.changed.length) : whole;
  const { set } = opened;
  return {
    base: task.base.backupId,
    fileName: basename(task.base.filePath),
    createdAt: metadata.createdAt,
    isSame: proven.rowsDigest === moment.rowsDigest,
    ...compareEntries(earlier, moment.path),
    travels: {
      documents: travelling.length,
      documentBytes: bytesOf(travelling),
      databaseBytes,
      changedShare: pages && pages.changed.length / now.pages,
      estimatedBytes: estimateSize(set, {
        documents: travelling.length,
        documentBytes: bytesOf(travelling),
        databaseBytes,
        listed: moment.contents.length,
      }),
    },
    estimatedFullBytes: estimateSize(set, {
      documents: moment.contents.length,
      documentBytes: bytesOf(moment.contents),
      databaseBytes: whole,
      listed: 0,
    }),
    needs: neededArchives(opened, elsewhere.values(), pages).length,
  };
}

const bytesOf = (contents: readonly ReferencedContent[]): number =>
  contents.reduce((sum, { size }) => sum + size, 0);

function metadataOf({ set }: OpenBase): BackupMetadata {
  const { metadata } = set.main.archive;
  if (metadata === null) throw new TypeError('A base without metadata was admitted.');
  return metadata;
}

/** The database of the base, whole. */
async function readEarlier(
  { set }: OpenBase,
  workspace: string,
  signal: AbortSignal,
  progress: ProgressTracker,
): Promise<string> {
  const target = join(workspace, 'earlier.sqlite');
  const delta = join(workspace, 'earlier.pages');
  const entry = set.main.archive.entries.find(({ name }) => name === DATABASE || name === PAGES);
  if (!entry) throw new TypeError('A base without its database was admitted.');
  const base = set.databaseBase?.archive.entries.find(({ name }) => name === DATABASE);
  progress.begin('check', { bytes: entry.packedSize + (base?.packedSize ?? 0) });
  const onBytes = (bytes: number): void => progress.advance({ bytes });
  try {
    const path = entry.name === DATABASE ? target : delta;
    await set.main.readSome([entry], { signal, onBytes, targetFor: () => path });
  } catch (error) {
    throw inWordsOf(set.main, error);
  }
  await completeDatabase(set, delta, target, { signal, onBytes });
  return target;
}

/** @param earlier proven, of the present version @param now the later one */
function compareEntries(earlier: string, now: string): Pick<IncrementChanges, 'entries' | 'documents'> {
  const database = openDatabase(earlier);
  try {
    database.prepare('ATTACH DATABASE ? AS live').run(now);
    const { changes } = comparePractices(database, NO_DAY);
    return {
      entries: {
        cases: sinceThen(changes.cases),
        hearings: sinceThen(changes.hearings),
        tasks: sinceThen(changes.tasks),
        orders: sinceThen(changes.orders),
        documents: sinceThen(changes.documents),
      },
      documents: changedDocuments(database),
    };
  } finally {
    database.close();
  }
}

/** Nothing is named here, so no hearing has to be a coming one. */
const NO_DAY = '9999-12-31';

/** A restore of the base would take away what was added since. */
const sinceThen = ({ appear, disappear, change }: PracticeComparison['changes']['cases']): EntryChange => ({
  added: disappear,
  removed: appear,
  changed: change,
});
