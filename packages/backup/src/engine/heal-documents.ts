/** Brings documents that are missing or damaged back from whatever backup holds them. */
import { join } from 'node:path';
import {
  AppError,
  MAX_NAMED,
  throwIfCancelled,
  toAppError,
  type HealResult,
  type NamedDocument,
} from '@causebook/contracts';
import {
  contentsNamed,
  exists,
  generationFolder,
  isWell,
  makeFolder,
  namesOfContents,
  openReadOnly,
  problemContents,
  profilePaths,
  putBack,
  totalOfContents,
  type Database,
  type ProblemContent,
} from '@causebook/data';
import { contentOf } from '../archive/entry-names.ts';
import { EntryReader } from '../archive/one-entry.ts';
import { StrictReader } from '../archive/strict-reader.ts';
import type { ZipEntry } from '../archive/zip-layout.ts';
import { requireFreeSpace } from '../free-space.ts';
import { ProgressTracker } from '../progress.ts';
import { clear } from './clear.ts';
import { healWorkspace } from './task-places.ts';
import type { EngineHooks, HealTask } from './tasks.ts';

/** What came back from which backup. */
interface Healed extends NamedDocument {
  readonly fileName: string;
}

interface Healing {
  readonly task: HealTask;
  readonly hooks: EngineHooks;
  readonly database: Database;
  readonly progress: ProgressTracker;
  /** Contents that are still wanted, by their hash. */
  readonly wanted: Map<string, ProblemContent>;
  readonly healed: Healed[];
  readonly sources: Map<string, number>;
  readonly unusable: string[];
  healedCount: number;
  hasSetAside: boolean;
}

/**
 * @throws AppError CANCELLED, INSUFFICIENT_SPACE, FILE_CORRUPTION for a database that cannot be read. What was brought
 *   back before stays.
 */
export async function healDocuments(task: HealTask, hooks: EngineHooks): Promise<HealResult> {
  const paths = profilePaths(task.profile);
  const progress = new ProgressTracker(
    [
      { phase: 'examine', weight: 50 },
      { phase: 'heal', weight: 50 },
    ],
    hooks.onProgress,
  );
  const database = openReadOnly(generationFolder(paths, task.generationId).database);
  const wanted = new Map<string, ProblemContent>();
  const healing: Healing = {
    task,
    hooks,
    database,
    progress,
    wanted,
    healed: [],
    sources: new Map(),
    unusable: [],
    healedCount: 0,
    hasSetAside: false,
  };
  try {
    await findWanted(healing);
    const found = wanted.size;
    const bytes = sumOf(wanted.values());
    await makeFolder(paths.temp);
    await requireFreeSpace(paths.temp, bytes, 'Bringing the documents back');
    progress.begin('heal', { bytes, files: found });
    for (const backup of task.backups) {
      if (wanted.size === 0) break;
      throwIfCancelled(hooks.signal);
      await takeFrom(backup, healing);
    }
    return resultOf(healing, found);
  } catch (error) {
    throw stopped(toAppError(error), healing.healedCount);
  } finally {
    database.close();
    await clear(healWorkspace(task));
  }
}

const sumOf = (contents: Iterable<ProblemContent>): number =>
  [...contents].reduce((sum, { size }) => sum + size, 0);

/** "Nothing was changed" would not be true. */
function stopped(error: AppError, healed: number): AppError {
  if (error.code !== 'CANCELLED' || healed === 0) return error;
  const were = healed === 1 ? 'document was' : 'documents were';
  return new AppError('CANCELLED', `Stopped. ${healed} ${were} brought back before.`, { cause: error });
}

async function findWanted(healing: Healing): Promise<void> {
  const { task, hooks, database, progress, wanted } = healing;
  if (task.only !== null) return findAmong(task.only, healing);
  const { files } = profilePaths(task.profile);
  progress.begin('examine', totalOfContents(database));
  const onDone = (done: { readonly files?: number; readonly bytes?: number }): void => progress.advance(done);
  for await (const problem of problemContents(database, files, 'all', { signal: hooks.signal, onDone }))
    wanted.set(problem.sha256, problem);
}

async function findAmong(
  only: readonly string[],
  { task, hooks, database, progress, wanted }: Healing,
): Promise<void> {
  const { files } = profilePaths(task.profile);
  const contents = only.flatMap((sha256) => contentsNamed(database, sha256));
  const bytes = contents.reduce((sum, { size }) => sum + size, 0);
  progress.begin('examine', { bytes, files: contents.length });
  for (const content of contents) {
    throwIfCancelled(hooks.signal);
    if (!(await isWell(files, content, hooks.signal)))
      wanted.set(content.sha256, { ...content, state: 'changed' });
    progress.advance({ bytes: content.size, files: 1 });
  }
}

type Source = HealTask['backups'][number];

/** A backup that cannot be used is told and passed over; so is one entry of it that is damaged. */
async function takeFrom(source: Source, healing: Healing): Promise<void> {
  const { hooks, unusable } = healing;
  if (!(await exists(source.filePath))) return;
  try {
    const entries = await entriesOf(source.filePath, hooks.signal);
    const held = entries.filter((entry) => isWanted(entry, healing.wanted));
    if (held.length === 0) return;
    const reader = await EntryReader.open(source.filePath);
    try {
      for (const entry of held) await takeEntry(source, { reader, entry }, healing);
    } finally {
      await reader.close();
    }
  } catch (error) {
    const failure = toAppError(error);
    // A full disk or a disk with errors would fail for every other backup as well.
    if (['CANCELLED', 'INSUFFICIENT_SPACE'].includes(failure.code)) throw failure;
    unusable.push(`${source.fileName}: ${failure.message}`);
  }
}

/** The table of contents, admitted as for a restore. */
async function entriesOf(filePath: string, signal: AbortSignal): Promise<readonly ZipEntry[]> {
  const reader = await StrictReader.open(filePath, signal);
  try {
    return reader.archive.entries;
  } finally {
    await reader.close();
  }
}

function isWanted({ name, size }: ZipEntry, wanted: ReadonlyMap<string, ProblemContent>): boolean {
  const sha256 = contentOf(name);
  return sha256 !== null && wanted.get(sha256)?.size === size;
}

async function takeEntry(
  { fileName }: Source,
  { reader, entry }: { readonly reader: EntryReader; readonly entry: ZipEntry },
  healing: Healing,
): Promise<void> {
  const { task, hooks, wanted, progress, unusable } = healing;
  const content = wanted.get(contentOf(entry.name)!)!;
  const paths = profilePaths(task.profile);
  try {
    const moved = await putBack(paths, content, {
      bytes: reader.content(entry, hooks.signal),
      workspace: healWorkspace(task),
      aside: join(paths.quarantine, task.quarantine),
      signal: hooks.signal,
    });
    healing.hasSetAside ||= moved;
  } catch (error) {
    const failure = toAppError(error);
    if (failure.code !== 'FILE_CORRUPTION') throw failure;
    unusable.push(`${fileName}: ${failure.message}`);
    return;
  }
  wanted.delete(content.sha256);
  healing.healedCount += 1;
  healing.sources.set(fileName, (healing.sources.get(fileName) ?? 0) + 1);
  for (const named of namesOfContents(healing.database, content.sha256))
    if (healing.healed.length < MAX_NAMED) healing.healed.push({ ...named, fileName });
  progress.advance({ bytes: content.size, files: 1 });
}

function resultOf(healing: Healing, found: number): HealResult {
  const { database, wanted, healed, healedCount, sources, unusable, hasSetAside, task } = healing;
  const lost: NamedDocument[] = [];
  for (const { sha256 } of wanted.values()) {
    if (lost.length >= MAX_NAMED) break;
    lost.push(...namesOfContents(database, sha256));
  }
  return {
    found,
    healed,
    healedCount,
    sources: [...sources].map(([fileName, documents]) => ({ fileName, documents })),
    lost: lost.slice(0, MAX_NAMED),
    lostCount: wanted.size,
    unusable: unusable.slice(0, MAX_NAMED),
    quarantine: hasSetAside ? join(profilePaths(task.profile).quarantine, task.quarantine) : null,
  };
}
