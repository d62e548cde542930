/**
 * Generations: complete databases of the practice beside each other, of which the file CURRENT names the live one.
 * A generation whose folder has no `generation.json` was never finished. docs/restore-protocol.md is normative.
 */
import { randomBytes } from 'node:crypto';
import { readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AppError,
  BackupId,
  GenerationId,
  GenerationReason,
  Instant,
  PracticeCounts,
} from '@causebook/contracts';
import { z } from 'zod';
import { exists, fsyncFile, fsyncFolder, makeFolder, replaceFile } from './durable-files.ts';
import { generationFolder, type GenerationFolder, type ProfilePaths } from './profile-paths.ts';

/** `generation.json`, written last: it says that the generation is complete, why it was made and when. */
export const GenerationRecord = z.object({
  format: z.literal(1),
  id: GenerationId,
  reason: GenerationReason,
  createdAt: Instant,
  /** The generation that was live when this one was made. */
  parent: GenerationId.nullable(),
  /** In words, e.g. "Restored from causebook-….zip". */
  label: z.string(),
  backupId: BackupId.nullable(),
  /** The id of the sample practice that this is a state of; null for a practice of somebody's own. */
  sampleId: z.string().max(64).nullable().default(null),
  /** As they were when the generation was made. */
  counts: PracticeCounts,
  databaseVersion: z.int().min(1),
  /** Given by a person; empty until then. */
  name: z.string().max(100).default(''),
  /** From when on it may be removed, null for never; absent as long as nobody has said. */
  expiresAt: Instant.nullable().optional(),
  /** Whether it was kept unasked, before a change. */
  isAutomatic: z.boolean().default(false),
  /** Who made it, by name; empty where that is not known. */
  madeBy: z.string().max(200).default(''),
});
export type GenerationRecord = z.infer<typeof GenerationRecord>;

export function newGenerationId(now: Date): GenerationId {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  return GenerationId.parse(`g-${stamp}-${randomBytes(4).toString('hex')}`);
}

export interface GenerationList {
  /** Oldest first. */
  readonly complete: readonly GenerationRecord[];
  /** Finished, but what their marker says cannot be understood: it is damaged, or of a newer Causebook. */
  readonly unreadable: readonly string[];
  /** Folders without a marker, and whatever else lies there. */
  readonly incomplete: readonly string[];
}

export async function listGenerations(paths: ProfilePaths): Promise<GenerationList> {
  const names = (await exists(paths.generations)) ? await readdir(paths.generations) : [];
  const complete: GenerationRecord[] = [];
  const unreadable: string[] = [];
  const incomplete: string[] = [];
  for (const name of names.toSorted()) {
    const record = await readRecord(paths, name);
    if (record) complete.push(record);
    else if (await hasMarker(paths, name)) unreadable.push(name);
    else incomplete.push(name);
  }
  // Names tell the second only; two restores can fall into one.
  const oldestFirst = complete.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  return { complete: oldestFirst, unreadable, incomplete };
}

async function hasMarker(paths: ProfilePaths, name: string): Promise<boolean> {
  const id = GenerationId.safeParse(name);
  return id.success && exists(generationFolder(paths, id.data).marker);
}

async function readRecord(paths: ProfilePaths, name: string): Promise<GenerationRecord | null> {
  const id = GenerationId.safeParse(name);
  if (!id.success) return null;
  try {
    const record = GenerationRecord.safeParse(
      JSON.parse(await readFile(generationFolder(paths, id.data).marker, 'utf8')),
    );
    return record.success && record.data.id === id.data ? record.data : null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR' || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** What CURRENT says: nothing yet, a generation, or something that cannot be a generation's name. */
export async function readCurrent(
  paths: ProfilePaths,
): Promise<{ kind: 'absent' } | { kind: 'named'; id: GenerationId } | { kind: 'unreadable'; text: string }> {
  let text: string;
  try {
    text = await readFile(paths.current, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'absent' };
    throw error;
  }
  const id = GenerationId.safeParse(text.replace(/\n$/, ''));
  return id.success ? { kind: 'named', id: id.data } : { kind: 'unreadable', text: text.slice(0, 100) };
}

/**
 * The live generation of a profile, or null when it never had a practice.
 * @throws AppError PRACTICE_UNREADABLE when generations exist and CURRENT does not name one of them. Nothing is touched.
 */
export async function liveGeneration(paths: ProfilePaths): Promise<GenerationId | null> {
  const current = await readCurrent(paths);
  if (current.kind === 'named' && (await exists(generationFolder(paths, current.id).database)))
    return current.id;
  const { complete, unreadable } = await listGenerations(paths);
  // A first start that was cut off leaves at most a folder without a marker, in which nothing was ever kept.
  if (current.kind === 'absent' && complete.length + unreadable.length === 0) return null;
  const states = complete
    .map((record) => `${record.id} (${record.label}, ${record.createdAt})`)
    .concat(unreadable.map((name) => `${name} (what it says about itself cannot be understood)`));
  const why =
    current.kind === 'absent'
      ? 'The file CURRENT, which names the live state of the practice, is missing.'
      : current.kind === 'unreadable'
        ? 'The file CURRENT, which names the live state of the practice, cannot be understood.'
        : `The live state ${current.id} has no database.`;
  throw new AppError(
    'PRACTICE_UNREADABLE',
    `${why} Nothing was changed. States that are there: ${states.join('; ') || 'none'}.`,
    {
      details: { states: states.length },
    },
  );
}

/** What the live generation says about itself; null when there is none, or it says nothing that can be understood. */
export async function liveRecord(paths: ProfilePaths): Promise<GenerationRecord | null> {
  const current = await readCurrent(paths);
  return current.kind === 'named' ? readRecord(paths, current.id) : null;
}

/**
 * The state of somebody's own practice from which a generation comes: itself, or the nearest of those that were live
 * before it. Null when there is none.
 */
export function ownGeneration(
  { complete }: Pick<GenerationList, 'complete'>,
  from: GenerationId | null,
): GenerationRecord | null {
  const byId = new Map(complete.map((record) => [record.id, record]));
  const seen = new Set<GenerationId>();
  for (let id = from; id !== null && !seen.has(id); id = byId.get(id)?.parent ?? null) {
    seen.add(id);
    const record = byId.get(id);
    if (record?.sampleId === null) return record;
  }
  return null;
}

/** Makes the folder of a new generation. It does not count until `completeGeneration`. */
export async function beginGeneration(paths: ProfilePaths, id: GenerationId): Promise<GenerationFolder> {
  const target = generationFolder(paths, id);
  await makeFolder(target.folder);
  return target;
}

/** Makes the database durable and writes the marker. From here on the generation can be made live. */
export async function completeGeneration(
  paths: ProfilePaths,
  given: z.input<typeof GenerationRecord>,
): Promise<void> {
  const record = GenerationRecord.parse(given);
  const target = generationFolder(paths, record.id);
  await fsyncFile(target.database);
  await fsyncFolder(target.folder);
  await replaceFile(target.marker, markerText(record));
}

/**
 * Changes what a complete generation says about itself, in one step: a reader finds the old marker or the new one.
 * @throws AppError NOT_FOUND when the generation is not complete
 */
export async function describeGeneration(
  paths: ProfilePaths,
  id: GenerationId,
  change: Partial<Pick<GenerationRecord, 'name' | 'expiresAt'>>,
): Promise<GenerationRecord> {
  const record = await readRecord(paths, id);
  if (!record) throw new AppError('NOT_FOUND', 'There is no such state of the practice.');
  const changed = GenerationRecord.parse({ ...record, ...change });
  if (markerText(changed) === markerText(record)) return record;
  await replaceFile(generationFolder(paths, id).marker, markerText(changed));
  return changed;
}

const markerText = (record: GenerationRecord): string => `${JSON.stringify(record, null, 2)}\n`;

/**
 * Makes a complete generation the live one: the single moment of change of a restore and of an undo.
 * @throws AppError NOT_FOUND when the generation is not complete.
 */
export async function flipGeneration(paths: ProfilePaths, id: GenerationId): Promise<void> {
  const target = generationFolder(paths, id);
  if (!(await readRecord(paths, id)) || !(await exists(target.database))) {
    throw new AppError('NOT_FOUND', 'That state of the practice is not complete and cannot be opened.');
  }
  await replaceFile(paths.current, `${id}\n`);
}

/** Whether nothing was written to a complete generation since it was made: it was never worked with. */
export async function isUntouched(paths: ProfilePaths, id: GenerationId): Promise<boolean> {
  const { database, marker } = generationFolder(paths, id);
  if (await exists(`${database}-wal`)) return false;
  return (await stat(database)).mtimeMs <= (await stat(marker)).mtimeMs;
}

/** Removes a generation that is not live. The marker goes first, so that a crash leaves an unfinished folder. */
export async function dropGeneration(paths: ProfilePaths, id: GenerationId): Promise<void> {
  const current = await readCurrent(paths);
  if (current.kind !== 'named' || current.id === id) {
    throw new AppError('NOT_FOUND', 'The live state of the practice cannot be deleted.');
  }
  const target = generationFolder(paths, id);
  await rm(target.marker, { force: true });
  await fsyncFolder(target.folder);
  await rm(target.folder, { recursive: true, force: true });
}

/**
 * Removes folders of generations that were never finished, never the one that CURRENT names. Only for the holder of
 * the profile, at start. Returns the names removed.
 */
export async function dropUnfinishedGenerations(paths: ProfilePaths): Promise<string[]> {
  const current = await readCurrent(paths);
  if (current.kind === 'unreadable') return [];
  const { complete, unreadable, incomplete } = await listGenerations(paths);
  // Without CURRENT, and with states to choose from, nothing may be judged to be rubbish.
  if (current.kind === 'absent' && complete.length + unreadable.length > 0) return [];
  const dropped: string[] = [];
  for (const name of incomplete) {
    if (current.kind === 'named' && current.id === name) continue;
    // What is not named like a generation was not made by Causebook, and is not ours to remove.
    if (!GenerationId.safeParse(name).success) continue;
    await rm(join(paths.generations, name), { recursive: true, force: true });
    dropped.push(name);
  }
  return dropped;
}
