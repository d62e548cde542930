/** The middle of an export: writes what the snapshot holds into a partial file. */
import { rm, stat } from 'node:fs/promises';
import {
  ARCHIVE_FORMAT_VERSION,
  type BackupMetadata,
  type MissingDocument,
  type PracticeCounts,
} from '@causebook/contracts';
import { documentPath, practiceDigest, type ReferencedContent } from '@causebook/data';
import { DATABASE, fileEntry, METADATA, README, SUMS } from '../archive/entry-names.ts';
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
import { formatSums } from '../archive/sums.ts';
import type { ProgressTracker } from '../progress.ts';
import type { EngineHooks, ExportTask } from './tasks.ts';
import { withThreads, type Threads } from '../threads/with-threads.ts';

/** What the snapshot says about itself. */
export interface SnapshotFacts {
  readonly path: string;
  readonly counts: PracticeCounts;
  readonly contents: readonly ReferencedContent[];
  readonly rowsDigest: string;
  readonly databaseVersion: number;
  readonly practiceId: string;
  readonly practiceName: string;
}

export interface Written {
  readonly size: number;
  readonly checksum: string;
  readonly metadata: BackupMetadata;
  /** Every entry, in order. */
  readonly packed: readonly PackedContent[];
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

/** Writes the archive; begins again, without it, when a large document turns out damaged in the middle. */
export async function writeUntilSound(
  task: ExportTask,
  facts: SnapshotFacts,
  missing: Map<string, MissingDocument>,
  partial: string,
  context: WriteContext,
): Promise<Written> {
  for (;;) {
    try {
      const bytes = bytesOf(facts.contents, missing) + (await stat(facts.path)).size;
      return await withThreads(context.hooks, bytes, (threads) =>
        writeArchive(task, facts, missing, partial, { ...context, ...threads }),
      );
    } catch (error) {
      if (!(error instanceof ChangedWhilePacked) || error.source.sha256 === null) throw error;
      const { sha256 } = error.source;
      missing.set(sha256, { sha256, reason: 'damaged' });
      await rm(partial, { force: true });
    }
  }
}

async function writeArchive(
  task: ExportTask,
  facts: SnapshotFacts,
  missing: Map<string, MissingDocument>,
  partial: string,
  { hooks, progress, files, crew, slots }: WriteContext & Threads,
): Promise<Written> {
  const { options } = task;
  const sources = await sourcesOf(task, facts, missing, files);
  progress.begin('write', {
    bytes: sources.reduce((sum, { size }) => sum + size, 0),
    files: facts.contents.length,
  });
  progress.advance({ files: missing.size });
  const sink = await FileSink.create(partial, (bytes) => slots.written(bytes));
  const zip = new PackedZip(sink, new Date(task.createdAt), hooks.signal);
  const packed: PackedContent[] = [];
  try {
    packed.push(
      await packText(zip, README, readmeText({ ...task, ...options, practiceName: facts.practiceName })),
    );
    const request = {
      zip,
      crew,
      slots,
      level: options.compressionLevel,
      onBytes: (bytes: number) => progress.advance({ bytes }),
    };
    for await (const { source, packed: content } of packFiles(sources, request)) {
      const { sha256 } = source;
      if (content) packed.push(content);
      else if (sha256 !== null) missing.set(sha256, { sha256, reason: 'damaged' });
      if (sha256 !== null) progress.advance({ files: 1 });
    }
    const metadata = await packDescription(zip, task, facts, missing, packed);
    await zip.finish();
    return { size: sink.bytes, checksum: sink.digest(), metadata, packed };
  } catch (error) {
    zip.abort();
    sink.destroy();
    throw error;
  }
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
  task: ExportTask,
  facts: SnapshotFacts,
  missing: ReadonlyMap<string, unknown>,
  files: string,
): Promise<PackSource[]> {
  const documents = facts.contents
    .filter(({ sha256 }) => !missing.has(sha256))
    .map((content) => new StoredDocument(files, content));
  if (!task.options.includeDatabase) return documents;
  const { size } = await stat(facts.path);
  return [{ name: DATABASE, path: facts.path, size, sha256: null }, ...documents];
}

/** Adds the sums and the metadata, which tell what else is in the archive. */
async function packDescription(
  zip: PackedZip,
  task: ExportTask,
  facts: SnapshotFacts,
  missing: ReadonlyMap<string, MissingDocument>,
  packed: PackedContent[],
): Promise<BackupMetadata> {
  const sums = await packText(zip, SUMS, formatSums(packed.map(({ name, sha256 }) => [name, sha256])));
  const metadata = describe(task, facts, packed, missing, sums);
  packed.push(sums);
  if (task.options.includeMetadata)
    packed.push(await packText(zip, METADATA, `${JSON.stringify(metadata, null, 2)}\n`));
  return metadata;
}

function describe(
  task: ExportTask,
  facts: SnapshotFacts,
  packed: readonly PackedContent[],
  missing: ReadonlyMap<string, MissingDocument>,
  sums: PackedContent,
): BackupMetadata {
  const { options } = task;
  const documents = packed.filter(({ name }) => name.startsWith('files/'));
  const whole = options.includeDatabase && options.includeFiles && missing.size === 0;
  return {
    format: 'causebook-backup',
    version: ARCHIVE_FORMAT_VERSION,
    backupId: task.backupId,
    kind: 'full',
    base: null,
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
          documents.map(({ sha256 }) => [sha256, sha256]),
        )
      : null,
    checksum: sums.sha256,
    seal: sealOf([...packed, sums]),
  };
}
