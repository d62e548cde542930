/** Preview of a restore: the archive is read and proven in full, and its practice is compared with the live one. */
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { toAppError, type BackupMetadata, type ChangeCount, type NamedChange } from '@causebook/contracts';
import {
  documentPath,
  generationFolder,
  makeFolder,
  openDatabase,
  profilePaths,
  readSetting,
  type Database,
  type ProfilePaths,
} from '@causebook/data';
import { contentOf, DATABASE } from '../archive/entry-names.ts';
import { StrictReader } from '../archive/strict-reader.ts';
import { ProgressTracker } from '../progress.ts';
import { clear } from './clear.ts';
import { proveRestoredDatabase, requireDatabase, type ProvenDatabase } from './restored-database.ts';
import { previewWorkspace } from './task-places.ts';
import type { EngineHooks, PreviewAnswer, PreviewTask } from './tasks.ts';
import { compareChecksum, readSidecar, warningsOf } from './verify-archive.ts';

type Changes = PreviewAnswer['changes'];
const tables = [
  'users',
  'cases',
  'hearings',
  'tasks',
  'orders',
  'documents',
] as const satisfies readonly (keyof Changes)[];

/** @throws AppError as the strict reader; INSUFFICIENT_SPACE; CANCELLED. Leaves nothing behind. */
export async function previewArchive(task: PreviewTask, hooks: EngineHooks): Promise<PreviewAnswer> {
  const paths = profilePaths(task.profile);
  const workspace = previewWorkspace(task);
  const scratch = join(workspace, DATABASE);
  const progress = new ProgressTracker(
    [
      { phase: 'check', weight: 90 },
      { phase: 'prove', weight: 10 },
    ],
    hooks.onProgress,
  );
  const reader = await StrictReader.open(task.filePath, hooks.signal);
  try {
    const { archive } = reader;
    requireDatabase(archive.entries);
    await makeFolder(workspace);
    progress.begin('check', { bytes: archive.size, files: archive.entries.length });
    const { checksum } = await reader.readAll({
      ...hooks,
      targetFor: (entry) => (entry.name === DATABASE ? scratch : null),
      onBytes: (bytes) => progress.advance({ bytes }),
      onEntries: (files) => progress.advance({ files }),
    });
    compareChecksum(checksum, task.recordedChecksum ?? (await readSidecar(task.filePath)));
    progress.begin('prove');
    const proven = proveRestoredDatabase(scratch, archive.metadata, true);
    const inArchive = new Set(archive.entries.map((entry) => contentOf(entry.name)));
    const documents = await documentNeeds(proven, inArchive, paths);
    return {
      checksum,
      fileName: basename(task.filePath),
      filePath: task.filePath,
      size: archive.size,
      createdAt: archive.metadata?.createdAt ?? null,
      metadata: archive.metadata,
      bytesToWrite: (await stat(scratch)).size + documents.bytesToWrite,
      ...compare(scratch, proven, task, paths),
      warnings: warningsFor(archive.metadata, documents.lost, task),
    };
  } catch (error) {
    throw toAppError(error, 'VALIDATION_FAILED');
  } finally {
    await reader.close();
    await clear(workspace);
  }
}

async function documentNeeds(
  proven: ProvenDatabase,
  inArchive: ReadonlySet<string | null>,
  paths: ProfilePaths,
): Promise<{ bytesToWrite: number; lost: number }> {
  let bytesToWrite = 0;
  let lost = 0;
  for (const { sha256, size } of proven.contents) {
    const held = await stat(documentPath(paths.files, sha256)).then(
      (facts) => facts.size === size,
      () => false,
    );
    if (held) continue;
    if (inArchive.has(sha256)) bytesToWrite += size;
    else lost += 1;
  }
  return { bytesToWrite, lost };
}

function warningsFor(metadata: BackupMetadata | null, lost: number, task: PreviewTask): string[] {
  const warnings = warningsOf(metadata);
  if (lost > 0) {
    warnings.push(
      `${lost} ${lost === 1 ? 'document is' : 'documents are'} neither in the backup nor on this computer and could not be opened after the restore.`,
    );
  }
  if (task.generationId === null) {
    warnings.push('The present practice cannot be read, so nothing can be compared. It is kept as it is.');
  }
  return warnings;
}

type Comparison = Pick<PreviewAnswer, 'changes' | 'disappearing' | 'appearing' | 'origin'>;

function compare(
  scratch: string,
  proven: ProvenDatabase,
  task: PreviewTask,
  paths: ProfilePaths,
): Comparison {
  if (task.generationId === null) {
    const changes = Object.fromEntries(
      tables.map((table) => [table, allNew(proven.counts[table])]),
    ) as Changes;
    return { changes, disappearing: [], appearing: [], origin: 'unknown' };
  }
  const database = openDatabase(scratch);
  try {
    database.prepare('ATTACH DATABASE ? AS live').run(generationFolder(paths, task.generationId).database);
    const changes = Object.fromEntries(
      tables.map((table) => [table, countChange(database, table)]),
    ) as Changes;
    return {
      changes,
      disappearing: namedDifference(database, 'live', 'main', task.today),
      appearing: namedDifference(database, 'main', 'live', task.today),
      origin: originOf(database),
    };
  } finally {
    database.close();
  }
}

const allNew = (after: number): ChangeCount => ({ now: 0, after, disappear: 0, appear: after, change: 0 });

function countChange(database: Database, table: (typeof tables)[number]): ChangeCount {
  const count = (sql: string): number =>
    database.prepare<[], number>(`SELECT count(*) FROM ${sql}`).pluck().get() ?? 0;
  const appear = count(`main.${table} WHERE id NOT IN (SELECT id FROM live.${table})`);
  const different = count(`(SELECT * FROM main.${table} EXCEPT SELECT * FROM live.${table})`);
  return {
    now: count(`live.${table}`),
    after: count(`main.${table}`),
    disappear: count(`live.${table} WHERE id NOT IN (SELECT id FROM main.${table})`),
    appear,
    change: Math.max(0, different - appear),
  };
}

/** What stands in one practice and not in the other: the nearest coming hearings, then the latest cases. */
function namedDifference(
  database: Database,
  has: 'live' | 'main',
  lacks: 'live' | 'main',
  today: string,
): NamedChange[] {
  const hearings = database
    .prepare<[string], NamedChange>(
      `SELECT 'hearing' AS kind, substr(c.title || ', ' || h.court, 1, 200) AS label, h.day AS day
       FROM ${has}.hearings h JOIN ${has}.cases c ON c.id = h.caseId
       WHERE h.day >= ? AND h.id NOT IN (SELECT id FROM ${lacks}.hearings) ORDER BY h.day, h.time LIMIT 5`,
    )
    .all(today);
  const cases = database
    .prepare<[number], NamedChange>(
      `SELECT 'case' AS kind, substr(number || ' ' || title, 1, 200) AS label, NULL AS day
       FROM ${has}.cases WHERE id NOT IN (SELECT id FROM ${lacks}.cases) ORDER BY updatedAt DESC LIMIT ?`,
    )
    .all(10 - hearings.length);
  return [...hearings, ...cases];
}

function originOf(database: Database): Comparison['origin'] {
  const then = readSetting(database, 'practice.id');
  const now = database
    .prepare<[], string>(`SELECT value FROM live.settings WHERE key = 'practice.id'`)
    .pluck()
    .get();
  if (then === null || now === undefined) return 'unknown';
  return then === now ? 'this-practice' : 'another-practice';
}
