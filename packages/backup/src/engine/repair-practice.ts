/**
 * Looks at a damaged practice, and builds the next generation from what is left of it: with new indexes, from a backup
 * with newer rows, or from whatever can be read. The damaged generation is never written to. docs/restore-protocol.md
 * is normative for what a staged generation is.
 */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, toAppError, type SalvageReport } from '@causebook/contracts';
import {
  beginGeneration,
  checkpoint,
  countPractice,
  examineDamage,
  fileSize,
  fsyncFolder,
  generationFolder,
  makeFolder,
  mergeRows,
  newerRows,
  openDatabase,
  openReadOnly,
  profilePaths,
  reindexCopy,
  replaceFile,
  salvageReport,
  signInFacts,
  type Examined,
  type Salvaged,
} from '@causebook/data';
import { ArchiveSet } from '../archive/archive-set.ts';
import { DATABASE } from '../archive/entry-names.ts';
import { NOT_SIGNED } from '../archive/signature.ts';
import { requireFreeSpace } from '../free-space.ts';
import { ProgressTracker } from '../progress.ts';
import { clear } from './clear.ts';
import { readSet, workOfReading } from './read-set.ts';
import { proveRestoredDatabase, requireDatabase } from './restored-database.ts';
import { stageRestore } from './stage-restore.ts';
import { repairWorkspace } from './task-places.ts';
import type {
  CompareAnswer,
  CompareTask,
  EngineHooks,
  ExamineAnswer,
  ExamineTask,
  RepairAnswer,
  RepairTask,
} from './tasks.ts';
import { compareChecksum, readSidecar } from './verify-archive.ts';

/** Room for the copy, for what is read of it, and for the indexes of both, as a multiple of the damaged database. */
const ROOM = 4;
const MARGIN = 8 << 20;

type AnyTask = ExamineTask | CompareTask | RepairTask;

/** @throws AppError as `examineDamage` */
export function examinePractice(task: ExamineTask, hooks: EngineHooks): Promise<ExamineAnswer> {
  return inWorkspace(task, async (workspace) => {
    const { copy, damage, salvaged, database } = await examine(task, workspace, hooks);
    const report = await salvageReport(salvaged, database, profilePaths(task.profile).files, hooks.signal);
    return { damage, report, counts: countsOf(database), sourceHash: copy.sourceHash };
  });
}

/** What the damaged practice has that a backup has not. @throws AppError as the strict reader and `examineDamage` */
export function comparePractice(task: CompareTask, hooks: EngineHooks): Promise<CompareAnswer> {
  return inWorkspace(task, async (workspace) => {
    const folder = join(workspace, 'backup');
    await makeFolder(folder);
    const checksum = await extractDatabase(task, folder, scaled(hooks, 0, 50));
    const backup = join(folder, DATABASE);
    const { copy, salvaged, database } = await examine(task, workspace, scaled(hooks, 50, 100), true);
    const list = newerRows(backup, database, salvaged.whole);
    const asksWho = [backup, database].some(asksForPeople);
    return {
      rows: list.rows,
      onlyInBackup: list.onlyInBackup,
      asksWho,
      checksum,
      sourceHash: copy.sourceHash,
    };
  });
}

/** Builds and proves the next generation. @throws AppError; its folder is then gone */
export async function repairPractice(task: RepairTask, hooks: EngineHooks): Promise<RepairAnswer> {
  const target = generationFolder(profilePaths(task.profile), task.generationId);
  try {
    return await inWorkspace(task, (workspace) =>
      task.backup === null ? buildFromRows(task, workspace, hooks) : buildFromBackup(task, workspace, hooks),
    );
  } catch (error) {
    await clear(target.folder);
    throw toAppError(error, 'RESTORE_FAILED');
  }
}

async function buildFromRows(task: RepairTask, workspace: string, hooks: EngineHooks): Promise<RepairAnswer> {
  const paths = profilePaths(task.profile);
  const target = await beginGeneration(paths, task.generationId);
  const examined = await examine(task, workspace, hooks);
  requireSameSource(task, examined);
  if (task.way !== 'reindex' || !(await reindexed(examined, target.database))) {
    // Another connection's journal never belongs to it: it was closed.
    await rename(examined.database, target.database);
  }
  const proven = proveRestoredDatabase(target.database, null);
  await fsyncFolder(target.folder);
  const report = await salvageReport(examined.salvaged, target.database, paths.files, hooks.signal);
  return {
    metadata: null,
    signature: NOT_SIGNED,
    counts: proven.counts,
    databaseVersion: proven.databaseVersion,
    sampleId: proven.sampleId,
    stagedContents: [],
    errors: errorsOf(report.documentsAbsent.count),
    report: task.way === 'salvage' ? report : null,
    setAsideIn: await keepAside(task, examined.salvaged, report),
    merged: null,
  };
}

/** @returns whether the copy with new indexes is the result; else every row of it was read, and is in a new database */
async function reindexed(examined: Examined, target: string): Promise<boolean> {
  if (examined.damage.kind !== 'index' && examined.damage.kind !== 'none')
    throw new AppError(
      'FILE_CORRUPTION',
      'Some entries cannot be read, so this is not enough. Nothing was changed.',
      {
        remedy: 'Restore a backup, or read what can still be read.',
      },
    );
  return reindexCopy(examined.copy.path, target, examined.database);
}

async function buildFromBackup(
  task: RepairTask,
  workspace: string,
  hooks: EngineHooks,
): Promise<RepairAnswer> {
  const { profile, generationId, backup, chosen } = task;
  const paths = profilePaths(profile);
  const target = generationFolder(paths, generationId);
  const staged = await stageRestore(
    { kind: 'stage', profile, generationId, acceptsChanged: false, ...backup! },
    scaled(hooks, 0, 60),
  );
  if (chosen === 'none')
    return { ...staged, report: null, setAsideIn: null, merged: { merged: 0, casesBrought: 0, refused: 0 } };
  const examined = await examine(task, workspace, scaled(hooks, 60, 100), true);
  requireSameSource(task, examined);
  const merged = mergeRows(target.database, examined.database, chosen, examined.salvaged.whole);
  settle(target.database);
  const proven = proveRestoredDatabase(target.database, null);
  await fsyncFolder(target.folder);
  const { counts, databaseVersion, contents } = proven;
  const staging = new Set(staged.stagedContents);
  let absent = 0;
  for (const { sha256, size } of contents)
    if (!staging.has(sha256) && (await fileSize(join(paths.files, sha256.slice(0, 2), sha256))) !== size)
      absent += 1;
  return {
    ...staged,
    counts,
    databaseVersion,
    errors: errorsOf(absent),
    report: null,
    setAsideIn: await keepAside(task, examined.salvaged, null),
    merged,
  };
}

function settle(path: string): void {
  const database = openDatabase(path);
  try {
    checkpoint(database);
  } finally {
    database.close();
  }
}

function requireSameSource(task: RepairTask, { copy }: Examined): void {
  if (task.expectedSource === null || task.expectedSource === copy.sourceHash) return;
  throw new AppError(
    'CONFIRMATION_EXPIRED',
    'The practice is not as it was when it was looked at. Nothing was changed.',
  );
}

/** What was read and does not fit is kept where nothing is ever deleted. @returns the file, or null */
async function keepAside(
  task: RepairTask,
  { setAside, lost }: Salvaged,
  report: SalvageReport | null,
): Promise<string | null> {
  if (setAside.length === 0) return null;
  const { quarantine } = profilePaths(task.profile);
  await makeFolder(quarantine);
  const path = join(quarantine, `not-readable-${task.generationId}.json`);
  await replaceFile(path, `${JSON.stringify({ from: task.sourceId, setAside, lost, report }, null, 2)}\n`);
  return path;
}

const errorsOf = (absent: number): string[] =>
  absent === 0
    ? []
    : [
        `${absent} ${absent === 1 ? 'document is' : 'documents are'} listed in the practice but cannot be opened: the file is not there.`,
      ];

async function inWorkspace<Answer>(
  task: AnyTask,
  work: (workspace: string) => Promise<Answer>,
): Promise<Answer> {
  const workspace = repairWorkspace(task);
  try {
    const paths = profilePaths(task.profile);
    const size = (await fileSize(generationFolder(paths, task.sourceId).database)) ?? 0;
    await makeFolder(workspace);
    await requireFreeSpace(paths.temp, ROOM * size + MARGIN, 'Looking at the damaged practice');
    return await work(workspace);
  } finally {
    await clear(workspace);
  }
}

function examine(
  task: AnyTask,
  workspace: string,
  hooks: EngineHooks,
  isForComparison = false,
): Promise<Examined> {
  const source = generationFolder(profilePaths(task.profile), task.sourceId).database;
  const progress = new ProgressTracker(
    [
      { phase: 'examine', weight: 20 },
      { phase: 'salvage', weight: 80 },
    ],
    hooks.onProgress,
  );
  progress.begin('examine');
  let told = 0;
  return examineDamage(source, workspace, {
    isOpen: task.isOpen,
    isForComparison,
    now: new Date(task.now),
    signal: hooks.signal,
    onPages: (done, total) => {
      if (told === 0) progress.begin('salvage', { bytes: total });
      progress.advance({ bytes: done - told });
      told = done;
    },
  });
}

/** The same hooks for a part of the work. */
function scaled(hooks: EngineHooks, from: number, to: number): EngineHooks {
  return {
    signal: hooks.signal,
    threads: hooks.threads,
    onProgress: (progress) =>
      hooks.onProgress({
        ...progress,
        percent: Math.round((from + (progress.percent * (to - from)) / 100) * 10) / 10,
        etaSeconds: null,
      }),
  };
}

/** @returns SHA-256 of the archive */
async function extractDatabase(task: CompareTask, folder: string, hooks: EngineHooks): Promise<string> {
  const progress = new ProgressTracker([{ phase: 'check', weight: 1 }], hooks.onProgress);
  const set = await ArchiveSet.open(task.filePath, task.known ?? [], hooks.signal, () => progress.beat());
  try {
    const { entries, metadata } = set.main.archive;
    requireDatabase(entries);
    progress.begin('check', workOfReading(set));
    const checksum = await readSet(set, folder, hooks, progress);
    compareChecksum(checksum, task.recordedChecksum ?? (await readSidecar(task.filePath)));
    proveRestoredDatabase(join(folder, DATABASE), metadata, { isScratch: true });
    return checksum;
  } finally {
    await set.close();
  }
}

function countsOf(path: string): ExamineAnswer['counts'] {
  const database = openReadOnly(path);
  try {
    return countPractice(database);
  } finally {
    database.close();
  }
}

/** Whether somebody has to say who they are before the entries of a practice may be named. */
function asksForPeople(path: string): boolean {
  const database = openReadOnly(path);
  try {
    const { users, asks } = signInFacts(database);
    return asks && (users.length > 1 || users.some(({ hasPin }) => hasPin));
  } finally {
    database.close();
  }
}
