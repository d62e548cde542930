/** The middle of an export: writes what the snapshot holds into a partial file. */
import { rm, stat } from 'node:fs/promises';
import {
  ARCHIVE_FORMAT_VERSION,
  FULL_FORMAT_VERSION,
  type BackupMetadata,
  type PracticeCounts,
} from '@causebook/contracts';
import { documentPath, practiceDigest, profilePaths, type ReferencedContent } from '@causebook/data';
import {
  contentOf,
  DOCUMENTS,
  fileEntry,
  METADATA,
  README,
  SUMS,
  DATABASE,
  type PAGES,
} from '../archive/entry-names.ts';
import { FileSink } from '../archive/file-sink.ts';
import {
  ChangedWhilePacked,
  packFiles,
  packText,
  type PackedContent,
  type PackSource,
} from '../archive/pack.ts';
import { PackedZip } from '../archive/packed-zip.ts';
import { readmeText } from '../archive/readme-text.ts';
import { sealOf } from '../archive/seal.ts';
import { metadataText, publicKeyText, signMetadata } from '../archive/signature.ts';
import { formatSums } from '../archive/sums.ts';
import { formatPlaces, type DocumentPlace } from '../increment/document-places.ts';
import { copyChanged } from '../increment/page-delta.ts';
import type { PageFingerprints } from '../increment/page-fingerprints.ts';
import { describeIncrement, type PlannedIncrement } from '../increment/plan-increment.ts';
import type { ProgressTracker } from '../progress.ts';
import { readSigningKey } from '../signing/signing-key.ts';
import type { LeftOut } from './refused-documents.ts';
import type { EngineHooks, ExportTask } from './tasks.ts';
import { withThreads, type Threads } from '../threads/with-threads.ts';

/** What the snapshot says about itself. */
export interface SnapshotFacts {
  readonly counts: PracticeCounts;
  readonly contents: readonly ReferencedContent[];
  /** Comes when the database is proven, at the latest before the metadata is written. */
  readonly rowsDigest: Promise<string>;
  /** Of its pages; null where no increment will build on this backup. */
  readonly fingerprints: Promise<PageFingerprints | null>;
  readonly databaseVersion: number;
  readonly practiceId: string;
  readonly practiceName: string;
  /** An invented practice leaves no trace, so nothing is remembered about it. */
  readonly isSample: boolean;
}

/** What goes into this archive, and what other archives are left to hold. */
export interface Plan {
  /** Documents that travel. */
  readonly contents: readonly ReferencedContent[];
  /** Of the database; null where it does not travel. */
  readonly database: { readonly name: typeof DATABASE | typeof PAGES; readonly path: string } | null;
  readonly increment: PlannedIncrement | null;
}

export interface Written {
  readonly size: number;
  readonly checksum: string;
  readonly metadata: BackupMetadata;
  readonly entries: number;
  /** Over every entry as it was packed, in order. */
  readonly seal: string;
}

export interface WriteContext {
  readonly hooks: EngineHooks;
  readonly progress: ProgressTracker;
  /** Of the document store. */
  readonly files: string;
}

/** Documents that are missing take no room. */
export const bytesOf = (
  contents: readonly ReferencedContent[],
  missing: ReadonlyMap<string, unknown>,
): number => contents.reduce((sum, { sha256, size }) => (missing.has(sha256) ? sum : sum + size), 0);

/**
 * Writes the archive; begins again, without it, when a large document turns out damaged in the middle, or the disk does
 * not give it.
 * @param leftOut documents that are not in the archive; gets more of them
 * @throws AppError as LeftOut.refuse
 */
export async function writeUntilSound(
  task: ExportTask,
  facts: SnapshotFacts,
  plan: Plan,
  leftOut: LeftOut,
  partial: string,
  context: WriteContext,
): Promise<Written> {
  for (;;) {
    try {
      const database = plan.database ? (await stat(plan.database.path)).size : 0;
      const bytes = bytesOf(plan.contents, leftOut.documents) + database;
      return await withThreads(context.hooks, bytes, (threads) =>
        writeArchive(task, facts, plan, leftOut, partial, { ...context, ...threads }),
      );
    } catch (error) {
      if (!(error instanceof ChangedWhilePacked) || error.source.sha256 === null) throw error;
      leaveOut(leftOut, error.source.sha256, error.refusal);
      await rm(partial, { force: true });
    }
  }
}

function leaveOut(leftOut: LeftOut, sha256: string, refusal: NodeJS.ErrnoException | null): void {
  if (refusal) leftOut.refuse(sha256, refusal);
  else leftOut.damaged(sha256);
}

async function writeArchive(
  task: ExportTask,
  facts: SnapshotFacts,
  plan: Plan,
  leftOut: LeftOut,
  partial: string,
  { hooks, progress, files, crew, slots }: WriteContext & Threads,
): Promise<Written> {
  const { options } = task;
  const sources = await sourcesOf(plan, leftOut.documents, files);
  progress.begin('write', {
    bytes: sources.reduce((sum, { size }) => sum + size, 0),
    files: plan.contents.length,
  });
  progress.advance({ files: leftOut.documents.size });
  const sink = await FileSink.create(partial, (bytes) => slots.written(bytes));
  const zip = new PackedZip(sink, new Date(task.createdAt), hooks.signal);
  const packed: PackedContent[] = [];
  try {
    packed.push(
      await packText(
        zip,
        README,
        readmeText({ ...task, ...options, practiceName: facts.practiceName, increment: plan.increment }),
      ),
    );
    const request = {
      zip,
      crew,
      slots,
      level: options.compressionLevel,
      onBytes: (bytes: number) => progress.advance({ bytes }),
    };
    for await (const { source, packed: content, refusal } of packFiles(sources, request)) {
      const { sha256 } = source;
      if (content) packed.push(await sameAsProven(content, facts));
      else if (sha256 !== null) leaveOut(leftOut, sha256, refusal ?? null);
      if (sha256 !== null) progress.advance({ files: 1 });
    }
    const metadata = await packDescription(zip, task, facts, plan, leftOut.documents, packed);
    await zip.finish();
    const { length: entries } = packed;
    return { size: sink.bytes, checksum: sink.digest(), metadata, entries, seal: sealOf(packed) };
  } catch (error) {
    zip.abort();
    sink.destroy();
    throw error;
  }
}

/** The database was read several times: its proof is worth nothing for other bytes than those that were packed. */
async function sameAsProven(content: PackedContent, facts: SnapshotFacts): Promise<PackedContent> {
  if (content.name !== DATABASE) return content;
  const fingerprints = await facts.fingerprints;
  if (fingerprints === null || content.sha256 === fingerprints.sha256) return content;
  throw copyChanged();
}

/** A document of the store. There may be very many, so names are made when they are wanted. */
class StoredDocument implements PackSource {
  readonly #files: string;
  readonly #content: ReferencedContent;

  constructor(files: string, content: ReferencedContent) {
    this.#files = files;
    this.#content = content;
  }

  get sha256(): string {
    return this.#content.sha256;
  }
  get size(): number {
    return this.#content.size;
  }
  get name(): string {
    return fileEntry(this.sha256);
  }
  get path(): string {
    return documentPath(this.#files, this.sha256);
  }
}

async function sourcesOf(
  { contents, database }: Plan,
  missing: ReadonlyMap<string, unknown>,
  files: string,
): Promise<PackSource[]> {
  const documents = contents
    .filter(({ sha256 }) => !missing.has(sha256))
    .map((content) => new StoredDocument(files, content));
  if (database === null) return documents;
  const { size } = await stat(database.path);
  return [{ ...database, size, sha256: null }, ...documents];
}

/** Adds the sums and the metadata, which tell what else is in the archive. */
async function packDescription(
  zip: PackedZip,
  task: ExportTask,
  facts: SnapshotFacts,
  plan: Plan,
  missing: LeftOut['documents'],
  packed: PackedContent[],
): Promise<BackupMetadata> {
  const places = placesOf(task, plan, packed);
  if (places) packed.push(await packText(zip, DOCUMENTS, formatPlaces(places)));
  const sums = await packText(zip, SUMS, formatSums(packed.map(({ name, sha256 }) => [name, sha256])));
  const rowsDigest = await facts.rowsDigest;
  const about = { plan, packed, places, missing, sums, rowsDigest };
  const metadata = await signed(task, describe(task, facts, about));
  packed.push(sums);
  if (task.options.includeMetadata) packed.push(await packText(zip, METADATA, metadataText(metadata)));
  return metadata;
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
  readonly missing: LeftOut['documents'];
  readonly sums: PackedContent;
  readonly rowsDigest: string;
}

function describe(
  task: ExportTask,
  facts: SnapshotFacts,
  { plan, packed, places, missing, sums, rowsDigest }: Described,
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
    rowsDigest: options.includeDatabase ? rowsDigest : null,
    digest: whole
      ? practiceDigest(
          rowsDigest,
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
