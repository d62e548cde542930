/**
 * The first half of a restore: builds the next generation completely, beside the live one, and proves it. Nothing live
 * is touched; a failure or a cancel is undone by deleting one folder. docs/restore-protocol.md is normative.
 */
import { dirname, join } from 'node:path';
import { AppError, toAppError, throwIfCancelled } from '@causebook/contracts';
import {
  beginGeneration,
  documentPath,
  exists,
  fsyncFolder,
  fsyncFolders,
  generationFolder,
  holdsContent,
  makeFolder,
  makeFolders,
  profilePaths,
  type GenerationFolder,
  type ProfilePaths,
} from '@causebook/data';
import { ArchiveSet } from '../archive/archive-set.ts';
import { contentOf, DATABASE, PAGES } from '../archive/entry-names.ts';
import { isSignedBy } from '../archive/signature.ts';
import { requireFreeSpace } from '../free-space.ts';
import { ProgressTracker } from '../progress.ts';
import { proveBeside, ProofBeside } from '../prove-beside.ts';
import { withCrew } from '../threads/with-threads.ts';
import { clear } from './clear.ts';
import { bytesElsewhere, completeDatabase, databaseSize } from './complete-database.ts';
import { hashHeld } from './held-documents.ts';
import { proveRestoredDatabase, requireDatabase } from './restored-database.ts';
import { lostDocuments, proveDigest } from './restored-documents.ts';
import type { EngineHooks, StageAnswer, StageTask } from './tasks.ts';
import { compareChecksum, readSidecar, refuseChanged, warningsOf } from './verify-archive.ts';

/** Room left on the disk for SQLite and the file system. */
const MARGIN = 8 << 20;

/**
 * @throws AppError as the strict reader; INSUFFICIENT_SPACE; CONFIRMATION_EXPIRED when the file is not the one that
 *   was previewed; CANCELLED
 */
export async function stageRestore(task: StageTask, hooks: EngineHooks): Promise<StageAnswer> {
  const paths = profilePaths(task.profile);
  const target = generationFolder(paths, task.generationId);
  const progress = new ProgressTracker(
    [
      { phase: 'check', weight: 2 },
      { phase: 'extract', weight: 80 },
      { phase: 'prove', weight: 18 },
    ],
    hooks.onProgress,
  );
  const proof = new ProofBeside(() => proveBeside(target.database, hooks));
  progress.begin('check');
  try {
    const set = await ArchiveSet.open(task.filePath, task.known ?? [], hooks.signal, () => progress.beat());
    try {
      return await buildGeneration(set, task, { paths, target, proof, progress, hooks });
    } finally {
      await set.close();
    }
  } catch (error) {
    await proof.ended();
    await clear(target.folder);
    throw toAppError(error, 'RESTORE_FAILED');
  }
}

interface StageContext {
  readonly paths: ProfilePaths;
  readonly target: GenerationFolder;
  /** Of its database, begun while documents are still being written. */
  readonly proof: ProofBeside;
  readonly progress: ProgressTracker;
  readonly hooks: EngineHooks;
}

async function buildGeneration(
  set: ArchiveSet,
  task: StageTask,
  context: StageContext,
): Promise<StageAnswer> {
  const { paths, target, proof, progress, hooks } = context;
  const { archive } = set.main;
  if (!task.acceptsChanged) refuseChanged(archive);
  requireDatabase(archive.entries);
  const wanted = await documentsToWrite(set, paths, { hooks, progress });
  await requireRoom(set, wanted, paths);
  await beginGeneration(paths, task.generationId);
  await makeFolders(foldersOf(target, wanted));
  await extract(set, task, wanted, context);
  progress.begin('prove');
  const isOurs = isSignedBy(archive.signature, task.ownKeys ?? []);
  const found = { isOurs, proof: await proof.result() };
  const proven = proveRestoredDatabase(target.database, archive.metadata, found);
  throwIfCancelled(hooks.signal);
  const lost = await lostDocuments(
    proven,
    (sha256, size) => set.documents.has(sha256) || holdsContent(paths.files, sha256, size, hooks.signal),
  );
  proveDigest(archive.metadata?.digest ?? null, proven, lost);
  await fsyncStaged(target, wanted);
  return {
    metadata: archive.metadata,
    signature: archive.signature,
    counts: proven.counts,
    databaseVersion: proven.databaseVersion,
    sampleId: proven.sampleId,
    stagedContents: [...wanted],
    errors: describeLost(lost, archive.metadata),
  };
}

/** Takes database and documents out of the archive and of those that it needs. */
async function extract(
  set: ArchiveSet,
  task: StageTask,
  wanted: ReadonlySet<string>,
  { target, proof, progress, hooks }: StageContext,
): Promise<void> {
  const { archive } = set.main;
  const elsewhere = bytesElsewhere(set, (sha256) => wanted.has(sha256));
  progress.begin('extract', { bytes: archive.size + elsewhere, files: archive.entries.length });
  const delta = join(target.folder, PAGES);
  const stagedAt = (sha256: string): string => documentPath(target.stagedFiles, sha256);
  const { checksum } = await set.main.readAll(
    {
      ...hooks,
      targetFor: ({ name }) => {
        if (name === DATABASE) return target.database;
        if (name === PAGES) return delta;
        const sha256 = contentOf(name);
        return sha256 !== null && wanted.has(sha256) ? stagedAt(sha256) : null;
      },
      onKept: (name) => {
        if (name === DATABASE) proof.begin();
      },
      onBytes: (bytes) => progress.advance({ bytes }),
      onEntries: (files) => progress.advance({ files }),
    },
    { checksum: task.recordedChecksum, sealed: task.recorded },
  );
  if (task.previewedChecksum !== null && checksum !== task.previewedChecksum) {
    throw new AppError(
      'CONFIRMATION_EXPIRED',
      'The backup file has changed since it was previewed. Nothing was restored.',
    );
  }
  compareChecksum(checksum, task.recordedChecksum ?? (await readSidecar(task.filePath)));
  const { signal, threads } = hooks;
  const others = { signal, threads, onBytes: (bytes: number) => progress.advance({ bytes }) };
  await completeDatabase(set, delta, target.database, others);
  proof.begin();
  await set.readElsewhere((sha256) => wanted.has(sha256), others, stagedAt);
}

/**
 * Documents of the backup that the store does not hold soundly. What is there is hashed, not believed: a document that
 * was damaged on this computer comes back out of the backup.
 */
async function documentsToWrite(
  set: ArchiveSet,
  paths: ProfilePaths,
  { hooks, progress }: Pick<StageContext, 'hooks' | 'progress'>,
): Promise<Set<string>> {
  const documents = [...set.documents.values()];
  const bytes = documents.reduce((sum, { size }) => sum + size, 0);
  progress.begin('check', { bytes, files: documents.length });
  const pathOf = (sha256: string): string => documentPath(paths.files, sha256);
  const isHeld = await withCrew(hooks, bytes, (crew) =>
    hashHeld(documents, pathOf, crew, (done) => progress.advance({ bytes: done })),
  );
  throwIfCancelled(hooks.signal);
  return new Set(documents.filter((_, index) => !isHeld[index]).map(({ sha256 }) => sha256));
}

async function requireRoom(set: ArchiveSet, wanted: ReadonlySet<string>, paths: ProfilePaths): Promise<void> {
  let needed = MARGIN + databaseSize(set);
  for (const { sha256, size } of set.documents.values()) if (wanted.has(sha256)) needed += size;
  await makeFolder(paths.generations);
  await requireFreeSpace(paths.generations, needed, 'The restore');
}

const foldersOf = (target: GenerationFolder, wanted: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...wanted].map((sha256) => dirname(documentPath(target.stagedFiles, sha256))));

async function fsyncStaged(target: GenerationFolder, wanted: ReadonlySet<string>): Promise<void> {
  await fsyncFolders(foldersOf(target, wanted));
  if (await exists(target.stagedFiles)) await fsyncFolder(target.stagedFiles);
  await fsyncFolder(target.folder);
}

function describeLost(lost: ReadonlySet<string>, metadata: StageAnswer['metadata']): string[] {
  if (lost.size === 0) return [];
  const cause =
    metadata && !metadata.includeFiles ? 'The backup was made without documents.' : warningsOf(metadata)[0];
  const [first] = lost;
  const listed = `${lost.size} ${lost.size === 1 ? 'document is' : 'documents are'} listed in the practice but cannot be opened (the first is ${first?.slice(0, 12)}…).`;
  return [cause === undefined ? listed : `${cause} ${listed}`];
}
