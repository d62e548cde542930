/** Export: snapshot, plan, write, read back, publish. Until the last step there is no backup, only a partial file. */
import { realpath, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import {
  AppError,
  ARCHIVE_FORMAT_VERSION,
  FULL_FORMAT_VERSION,
  throwIfCancelled,
  toAppError,
  type BackupMetadata,
  type MissingDocument,
  type PracticeCounts,
} from '@causebook/contracts';
import {
  countPractice,
  databaseVersion,
  documentPath,
  exists,
  fileSize,
  fsyncFile,
  fsyncFolder,
  generationFolder,
  makeFolder,
  openReadOnly,
  practiceDigest,
  profilePaths,
  readSetting,
  referencedContents,
  renameFile,
  rowsDigest,
  sampleIdOf,
  type Database,
  type ProfilePaths,
  type ReferencedContent,
} from '@causebook/data';
import {
  contentOf,
  DATABASE,
  DOCUMENTS,
  fileEntry,
  METADATA,
  PAGES,
  README,
  SUMS,
} from '../archive/entry-names.ts';
import { FileSink } from '../archive/file-sink.ts';
import { packBytes, packFile, packText, type PackedContent } from '../archive/pack.ts';
import { PackedZip } from '../archive/packed-zip.ts';
import { readmeText } from '../archive/readme-text.ts';
import { sealOf } from '../archive/seal.ts';
import { metadataText, publicKeyText, signMetadata } from '../archive/signature.ts';
import { StrictReader } from '../archive/strict-reader.ts';
import { formatSums } from '../archive/sums.ts';
import { requireFreeSpace } from '../free-space.ts';
import { formatPlaces, type DocumentPlace } from '../increment/document-places.ts';
import { forgetFingerprints, keepFingerprints } from '../increment/fingerprint-cache.ts';
import { fingerprintPages, type PageFingerprints } from '../increment/page-delta.ts';
import {
  describeIncrement,
  planIncrement,
  requireWholeSet,
  type PlannedIncrement,
} from '../increment/plan-increment.ts';
import { ProgressTracker } from '../progress.ts';
import { clear } from './clear.ts';
import { readSigningKey } from '../signing-key.ts';
import { takeSnapshot } from '../snapshot.ts';
import type { EngineHooks, ExportAnswer, ExportTask } from './tasks.ts';
import { exportWorkspace, partialArchive } from './task-places.ts';
import { proveUnpacked, unpackSet } from './unpack-set.ts';
import { compareChecksum, refuseChanged, sidecarPath } from './verify-archive.ts';

/** What the snapshot says about itself. */
interface SnapshotFacts {
  readonly path: string;
  readonly counts: PracticeCounts;
  readonly contents: readonly ReferencedContent[];
  readonly rowsDigest: string;
  readonly databaseVersion: number;
  readonly practiceId: string;
  readonly practiceName: string;
  /** An invented practice leaves no trace, so nothing is remembered about it. */
  readonly isSample: boolean;
}

/** A document whose stored file turned out wrong while it was being written; the archive is begun again without it. */
class DamagedDuringWrite extends Error {
  readonly sha256: string;
  constructor(sha256: string) {
    super(`The document ${sha256} is damaged.`);
    this.sha256 = sha256;
  }
}

/**
 * @throws AppError INSUFFICIENT_SPACE, PERMISSION_DENIED, FILE_CORRUPTION (the live database), BUSY, CANCELLED,
 *   BACKUP_FAILED. Nothing is left behind then.
 */
export async function exportArchive(task: ExportTask, hooks: EngineHooks): Promise<ExportAnswer> {
  const paths = profilePaths(task.profile);
  const workspace = exportWorkspace(task);
  const partial = partialArchive(task);
  const target = join(task.destination, task.fileName);
  const progress = new ProgressTracker(
    [
      task.consolidates ? { phase: 'extract', weight: 40 } : { phase: 'snapshot', weight: 10 },
      { phase: 'plan', weight: 2 },
      { phase: 'write', weight: 60 },
      { phase: 'verify', weight: 26 },
      { phase: 'publish', weight: 2 },
    ],
    hooks.onProgress,
  );
  await makeDestination(task.destination, paths);
  try {
    await makeFolder(workspace);
    if (await exists(target))
      throw new AppError('BACKUP_FAILED', `A file named ${task.fileName} is there already.`);
    const { facts, files } = await takeSource(task, workspace, hooks, progress);
    progress.begin('plan');
    const plan = await planContents(task, facts, workspace, hooks.signal);
    const missing = await absentDocuments(plan, files, hooks.signal);
    await requireSpace(task, plan, missing);
    const written = await writeUntilSound(task, facts, plan, missing, partial, { hooks, progress, files });
    await readBack(partial, written, hooks, progress);
    await requireWholeSet(task, partial, hooks.signal);
    if (plan.database?.name === DATABASE && !facts.isSample) await keepForIncrements(task, paths, plan);
    progress.begin('publish');
    throwIfCancelled(hooks.signal);
    await publish(partial, target, written.checksum);
    const { size, checksum, metadata } = written;
    return {
      filePath: target,
      size,
      checksum,
      metadata,
      counts: facts.counts,
      warnings: [...warningsFor(metadata), ...unsignedWarning(task, metadata)],
    };
  } catch (error) {
    throw toAppError(error, 'BACKUP_FAILED');
  } finally {
    await clear(partial);
    await clear(workspace);
  }
}

async function makeDestination(folder: string, paths: ProfilePaths): Promise<void> {
  try {
    await makeFolder(folder);
    await refuseOwnFolders(folder, paths);
  } catch (error) {
    const failure = toAppError(error, 'INVALID_CONFIG');
    throw new AppError(failure.code, `The folder ${folder} cannot be used for backups: ${failure.message}`, {
      cause: error,
      remedy: failure.remedy,
    });
  }
}

/** A start empties `temp`, and `data` is lost together with what a backup is there to replace. */
async function refuseOwnFolders(folder: string, { temp, data }: ProfilePaths): Promise<void> {
  const destination = await realpath(folder);
  for (const own of [temp, data]) {
    if (!(await exists(own))) continue;
    const below = relative(await realpath(own), destination);
    if (below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below)) continue;
    throw new AppError('INVALID_CONFIG', 'Causebook keeps and clears its own files there.', {
      remedy: 'Choose another folder, best on another disk.',
    });
  }
}

/** One moment of a practice, and the folder with its documents. */
async function takeSource(
  task: ExportTask,
  workspace: string,
  hooks: EngineHooks,
  progress: ProgressTracker,
): Promise<{ facts: SnapshotFacts; files: string }> {
  const { consolidates, known = [], options } = task;
  if (consolidates === null) {
    const facts = await snapshotFacts(task, join(workspace, DATABASE), hooks, progress);
    return { facts, files: profilePaths(task.profile).files };
  }
  const { signal } = hooks;
  const unpacked = await unpackSet(consolidates, known, workspace, { signal, progress });
  await proveUnpacked(unpacked);
  const { database, files } = unpacked;
  const snapshot = openReadOnly(database);
  try {
    return { facts: factsOf(snapshot, database, options.includeFiles), files };
  } finally {
    snapshot.close();
  }
}

async function snapshotFacts(
  task: ExportTask,
  path: string,
  hooks: EngineHooks,
  progress: ProgressTracker,
): Promise<SnapshotFacts> {
  if (task.generationId === null) throw new TypeError('A backup of nothing was asked for.');
  const live = generationFolder(profilePaths(task.profile), task.generationId).database;
  const { size } = await stat(live);
  progress.begin('snapshot', { bytes: size });
  await requireFreeSpace(profilePaths(task.profile).temp, size, 'The snapshot');
  let copied = 0;
  const snapshot = await takeSnapshot(live, path, {
    signal: hooks.signal,
    onPages: (done, total) => {
      const now = total === 0 ? 0 : Math.floor((size * done) / total);
      progress.advance({ bytes: now - copied });
      copied = now;
    },
  });
  try {
    return factsOf(snapshot, path, task.options.includeFiles);
  } finally {
    snapshot.close();
  }
}

const factsOf = (snapshot: Database, path: string, includeFiles: boolean): SnapshotFacts => ({
  path,
  counts: countPractice(snapshot),
  contents: includeFiles ? referencedContents(snapshot) : [],
  rowsDigest: rowsDigest(snapshot),
  databaseVersion: databaseVersion(snapshot),
  ...practiceOf(snapshot),
});

function practiceOf(database: Database): Pick<SnapshotFacts, 'practiceId' | 'practiceName' | 'isSample'> {
  return {
    isSample: sampleIdOf(database) !== null,
    practiceId: (readSetting(database, 'practice.id') ?? '').slice(0, 64),
    practiceName: (readSetting(database, 'practice.name') ?? '').slice(0, 255),
  };
}

/** What goes into this archive, and what other archives are left to hold. */
interface Plan {
  /** Documents that travel. */
  readonly contents: readonly ReferencedContent[];
  /** Of the database; null where it does not travel. */
  readonly database: { readonly name: typeof DATABASE | typeof PAGES; readonly path: string } | null;
  readonly fingerprints: PageFingerprints | null;
  readonly increment: PlannedIncrement | null;
}

async function planContents(
  task: ExportTask,
  facts: SnapshotFacts,
  workspace: string,
  signal: AbortSignal,
): Promise<Plan> {
  const { options, base } = task;
  const isWhole = options.includeDatabase && options.includeFiles && !options.test;
  const fingerprints = isWhole ? await fingerprintPages(facts.path, signal) : null;
  const whole = options.includeDatabase ? ({ name: DATABASE, path: facts.path } as const) : null;
  const full: Plan = { contents: facts.contents, database: whole, fingerprints, increment: null };
  if (base === null || fingerprints === null) return full;
  const snapshot = { ...facts, fingerprints };
  const increment = await planIncrement(task, base, snapshot, workspace, signal);
  if (increment === null) return full;
  return {
    ...full,
    contents: facts.contents.filter(({ sha256 }) => !increment.elsewhere.has(sha256)),
    database: increment.delta ? { name: PAGES, path: increment.delta.path } : whole,
    increment,
  };
}

/** So that the next increment need not read this backup again. A cache, so its failure is none of the backup's. */
async function keepForIncrements(task: ExportTask, paths: ProfilePaths, plan: Plan): Promise<void> {
  if (plan.fingerprints === null) return;
  const listed = new Set<string>([task.backupId, ...(task.known ?? []).map(({ backupId }) => backupId)]);
  try {
    await forgetFingerprints(paths, listed);
    await keepFingerprints(paths, task.backupId, plan.fingerprints);
  } catch (error) {
    // A full disk, a folder that may not be written: the next increment reads its base then.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}

/** Documents that the store does not hold with the size they should have. */
async function absentDocuments(
  { contents }: Plan,
  files: string,
  signal: AbortSignal,
): Promise<Map<string, MissingDocument>> {
  const missing = new Map<string, MissingDocument>();
  for (const { sha256, size } of contents) {
    throwIfCancelled(signal);
    const found = await fileSize(documentPath(files, sha256));
    if (found !== size) missing.set(sha256, { sha256, reason: found === null ? 'absent' : 'damaged' });
  }
  return missing;
}

/** Documents that are missing take no room. */
const bytesOf = (contents: readonly ReferencedContent[], missing: ReadonlyMap<string, unknown>): number =>
  contents.reduce((sum, { sha256, size }) => (missing.has(sha256) ? sum : sum + size), 0);

async function requireSpace(
  task: ExportTask,
  plan: Plan,
  missing: ReadonlyMap<string, unknown>,
): Promise<void> {
  const documents = bytesOf(plan.contents, missing);
  const database = plan.database ? (await stat(plan.database.path)).size : 0;
  // Documents are mostly compressed already; a database shrinks to a fifth or so.
  await requireFreeSpace(task.destination, Math.floor(documents * 0.75 + database * 0.15), 'The backup');
}

interface Written {
  readonly entries: number;
  readonly size: number;
  readonly checksum: string;
  readonly metadata: BackupMetadata;
}

interface WriteContext {
  readonly hooks: EngineHooks;
  readonly progress: ProgressTracker;
  readonly files: string;
}

/** Writes the archive; begins again, without it, when a large document turns out damaged in the middle. */
async function writeUntilSound(
  task: ExportTask,
  facts: SnapshotFacts,
  plan: Plan,
  missing: Map<string, MissingDocument>,
  partial: string,
  context: WriteContext,
): Promise<Written> {
  for (;;) {
    try {
      return await writeArchive(task, facts, plan, missing, partial, context);
    } catch (error) {
      if (!(error instanceof DamagedDuringWrite)) throw error;
      missing.set(error.sha256, { sha256: error.sha256, reason: 'damaged' });
      await rm(partial, { force: true });
    }
  }
}

async function writeArchive(
  task: ExportTask,
  facts: SnapshotFacts,
  plan: Plan,
  missing: Map<string, MissingDocument>,
  partial: string,
  { hooks, progress, files }: WriteContext,
): Promise<Written> {
  const { options } = task;
  const createdAt = new Date(task.createdAt);
  const database = plan.database ? (await stat(plan.database.path)).size : 0;
  const bytes = database + bytesOf(plan.contents, missing);
  progress.begin('write', { bytes, files: plan.contents.length });
  const sink = await FileSink.create(partial);
  const zip = new PackedZip(sink, createdAt, hooks.signal);
  const packed: PackedContent[] = [];
  const request = (name: string) => ({
    zip,
    name,
    level: options.compressionLevel,
    signal: hooks.signal,
    onBytes: (count: number) => progress.advance({ bytes: count }),
  });
  try {
    packed.push(
      await packText(
        zip,
        README,
        readmeText({ ...task, ...options, practiceName: facts.practiceName, increment: plan.increment }),
      ),
    );
    if (plan.database) packed.push((await packFile(plan.database.path, request(plan.database.name)))!);
    for (const { sha256 } of plan.contents) {
      throwIfCancelled(hooks.signal);
      if (!missing.has(sha256)) {
        const content = await packDocument(documentPath(files, sha256), sha256, request(fileEntry(sha256)));
        if (content) packed.push(content);
        else missing.set(sha256, { sha256, reason: 'damaged' });
      }
      progress.advance({ files: 1 });
    }
    const places = placesOf(task, plan, packed);
    if (places) packed.push(await packText(zip, DOCUMENTS, formatPlaces(places)));
    const sums = formatSums(packed.map(({ name, sha256 }) => [name, sha256]));
    const sumsContent = await packText(zip, SUMS, sums);
    const metadata = await signed(
      task,
      describe(task, facts, { plan, packed, places, missing, sums: sumsContent }),
    );
    if (options.includeMetadata) await packText(zip, METADATA, metadataText(metadata));
    await zip.finish();
    return {
      entries: packed.length + (options.includeMetadata ? 2 : 1),
      size: sink.bytes,
      checksum: sink.digest(),
      metadata,
    };
  } catch (error) {
    zip.abort();
    sink.destroy();
    throw error;
  }
}

/** Null when the stored file does not hold what its name says; nothing was written then. */
async function packDocument(
  path: string,
  sha256: string,
  request: Parameters<typeof packBytes>[1],
): Promise<PackedContent | null> {
  const content = await packFile(path, { ...request, accept: (found) => found === sha256 });
  if (content && content.sha256 !== sha256) throw new DamagedDuringWrite(sha256);
  return content;
}

/** Where every document of the snapshot lies, ascending by hash; null in a full backup, which holds them all. */
function placesOf(
  task: ExportTask,
  { increment }: Plan,
  packed: readonly PackedContent[],
): DocumentPlace[] | null {
  if (increment === null) return null;
  const own = packed.flatMap(({ name, size }) => {
    const sha256 = contentOf(name);
    return sha256 === null ? [] : [{ sha256, size, backupId: task.backupId }];
  });
  return [...own, ...increment.elsewhere.values()].toSorted((one, other) =>
    one.sha256 < other.sha256 ? -1 : 1,
  );
}

interface Described {
  readonly plan: Plan;
  readonly packed: readonly PackedContent[];
  readonly places: readonly DocumentPlace[] | null;
  readonly missing: ReadonlyMap<string, MissingDocument>;
  readonly sums: PackedContent;
}

function describe(
  task: ExportTask,
  facts: SnapshotFacts,
  { plan, packed, places, missing, sums }: Described,
): BackupMetadata {
  const { options } = task;
  const documents = packed.filter(({ name }) => contentOf(name) !== null);
  const whole = options.includeDatabase && options.includeFiles && missing.size === 0;
  const increment = plan.increment && places ? describeIncrement(plan.increment, places) : null;
  return {
    format: 'causebook-backup',
    version: increment ? ARCHIVE_FORMAT_VERSION : FULL_FORMAT_VERSION,
    backupId: task.backupId,
    kind: increment ? 'incremental' : 'full',
    base: increment ? (task.base?.backupId ?? null) : null,
    source: task.source,
    name: options.name,
    createdAt: task.createdAt,
    appVersion: task.appVersion,
    databaseVersion: facts.databaseVersion,
    practiceId: facts.practiceId,
    practiceName: facts.practiceName,
    fileCount: documents.length,
    totalFileSize: documents.reduce((sum, { size }) => sum + size, 0),
    userCount: facts.counts.users,
    caseCount: facts.counts.cases,
    taskCount: facts.counts.tasks,
    hearingCount: facts.counts.hearings,
    orderCount: facts.counts.orders,
    documentCount: facts.counts.documents,
    compressionLevel: options.compressionLevel,
    includeFiles: options.includeFiles,
    includeDatabase: options.includeDatabase,
    includeMetadata: true,
    missingDocuments: [...missing.values()].toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
    rowsDigest: options.includeDatabase ? facts.rowsDigest : null,
    digest: whole
      ? practiceDigest(
          facts.rowsDigest,
          (places ?? documents).map(({ sha256 }) => [sha256, sha256]),
        )
      : null,
    checksum: sums.sha256,
    seal: sealOf([...packed, sums]),
    ...(increment ? { increment } : {}),
  };
}

/** Without a key that can be read there still is a backup; it is then told that it is not signed. */
async function signed(
  { profile, signedBy, options }: ExportTask,
  metadata: BackupMetadata,
): Promise<BackupMetadata> {
  if (signedBy === null || !options.includeMetadata) return metadata;
  const key = await readSigningKey(profilePaths(profile));
  return key !== null && publicKeyText(key) === signedBy ? signMetadata(metadata, key) : metadata;
}

/** Reads the finished file back from the disk, strictly, before anybody is told that there is a backup. */
async function readBack(
  partial: string,
  written: Written,
  { signal }: EngineHooks,
  progress: ProgressTracker,
): Promise<void> {
  progress.begin('verify', { bytes: written.size, files: written.entries });
  try {
    const reader = await StrictReader.open(partial, signal);
    try {
      const checksum = await reader.readAll({
        signal,
        onBytes: (bytes) => progress.advance({ bytes }),
        onEntry: () => progress.advance({ files: 1 }),
      });
      compareChecksum(checksum, written.checksum);
      refuseChanged(reader.archive);
    } finally {
      await reader.close();
    }
  } catch (error) {
    const failure = toAppError(error, 'BACKUP_FAILED');
    if (failure.code !== 'FILE_CORRUPTION' && failure.code !== 'CHANGED_SINCE_MADE') throw failure;
    throw new AppError(
      'BACKUP_FAILED',
      `The disk did not keep what was written to it, so there is no backup. ${failure.message}`,
      {
        remedy: 'Use another disk for backups and have this one checked.',
        cause: error,
      },
    );
  }
}

async function publish(partial: string, target: string, checksum: string): Promise<void> {
  const sidecar = sidecarPath(target);
  await writeFile(sidecar, `${checksum}  ${basename(target)}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await fsyncFile(sidecar);
    await renameFile(partial, target);
  } catch (error) {
    await rm(sidecar, { force: true });
    throw error;
  }
  try {
    await fsyncFolder(dirname(target));
  } catch (error) {
    // Its name may not outlive a power cut, so there is no backup to speak of.
    await clear(target);
    await clear(sidecar);
    throw error;
  }
}

function unsignedWarning({ options }: ExportTask, { signature }: BackupMetadata): string[] {
  if (!options.includeMetadata || signature !== undefined) return [];
  return ['It is not signed, because the key of this office could not be read.'];
}

function warningsFor({ missingDocuments }: BackupMetadata): string[] {
  if (missingDocuments.length === 0) return [];
  const absent = missingDocuments.filter(({ reason }) => reason === 'absent').length;
  const parts = [
    ...(absent > 0 ? [`${absent} missing`] : []),
    ...(missingDocuments.length > absent ? [`${missingDocuments.length - absent} damaged`] : []),
  ];
  return [
    `Some documents are no longer sound on this computer and are not in the backup: ${parts.join(', ')}.`,
  ];
}
