/** An archive together with those that it leans on: of a full backup just itself, of an increment all that it needs. */
import { dirname, basename, join } from 'node:path';
import { AppError, toAppError, type BackupId, type NeededArchive } from '@causebook/contracts';
import { exists } from '@causebook/data';
import { parsePlaces } from '../increment/document-places.ts';
import { MAX_DOCUMENTS } from './admission.ts';
import { contentOf, DATABASE, DOCUMENTS, fileEntry } from './entry-names.ts';
import { StrictReader, type ContentSink } from './strict-reader.ts';
import type { ZipEntry } from './zip-layout.ts';

/** Where a backup of the catalog lies. */
export interface KnownArchive {
  readonly backupId: BackupId;
  readonly filePath: string;
}

/** A document of the snapshot, in the archive that holds it. */
export interface PlacedDocument {
  readonly sha256: string;
  readonly size: number;
  readonly reader: StrictReader;
  readonly entry: ZipEntry;
}

export class ArchiveSet {
  /** The archive that was asked for. */
  readonly main: StrictReader;
  readonly #others: ReadonlyMap<BackupId, StrictReader>;
  /** By hash: every document of the snapshot, wherever it lies. */
  readonly documents: ReadonlyMap<string, PlacedDocument>;

  private constructor(
    main: StrictReader,
    others: ReadonlyMap<BackupId, StrictReader>,
    documents: ReadonlyMap<string, PlacedDocument>,
  ) {
    this.main = main;
    this.#others = others;
    this.documents = documents;
  }

  /**
   * Opens an archive and every one that it needs; each is admitted, and must hold what it is needed for.
   * @param known where other archives may lie; those beside the first one are found without
   * @throws AppError as the strict reader; BASE_MISSING and FILE_CORRUPTION name the file that is needed
   */
  static async open(
    filePath: string,
    known: readonly KnownArchive[],
    signal: AbortSignal,
  ): Promise<ArchiveSet> {
    const main = await StrictReader.open(filePath, signal);
    const others = new Map<BackupId, StrictReader>();
    try {
      for (const need of main.archive.metadata?.increment?.needs ?? [])
        others.set(need.backupId, await openNeeded(need, main, known, signal));
      const set = new ArchiveSet(main, others, await documentsOf(main, others));
      set.#requireDatabase();
      return set;
    } catch (error) {
      await closeAll([main, ...others.values()]);
      throw error;
    }
  }

  close(): Promise<void> {
    return closeAll([this.main, ...this.#others.values()]);
  }

  /** The archive with the database that the changed pages belong to; null where the database travels whole. */
  get databaseBase(): StrictReader | null {
    const pages = this.main.archive.metadata?.increment?.pages ?? null;
    return pages === null ? null : (this.#others.get(pages.base) ?? null);
  }

  #requireDatabase(): void {
    const increment = this.main.archive.metadata?.increment;
    if (!increment?.pages) return;
    const { base, baseSha256 } = increment.pages;
    const found = this.#others.get(base)?.archive.sums.get(DATABASE);
    if (found === baseSha256) return;
    const named = increment.needs.find(({ backupId }) => backupId === base);
    throw unusable(named?.fileName ?? base, 'it does not hold the database that this increment builds on.');
  }

  /**
   * Reads documents that do not lie in the first archive, each archive from front to back.
   * @param sinkFor where a content goes; null when it is only to be checked
   * @throws AppError FILE_CORRUPTION naming the file and the entry; CANCELLED
   */
  async readElsewhere(
    wanted: (sha256: string) => boolean,
    hooks: { readonly signal: AbortSignal; readonly onBytes?: (bytes: number) => void },
    sinkFor: (sha256: string) => Promise<ContentSink | null>,
  ): Promise<void> {
    const there = [...this.documents.values()].filter(
      ({ reader, sha256 }) => reader !== this.main && wanted(sha256),
    );
    const inOrder = there.toSorted((one, other) =>
      one.reader === other.reader
        ? one.entry.offset - other.entry.offset
        : one.reader.archive.filePath.localeCompare(other.reader.archive.filePath),
    );
    for (const { reader, entry, sha256 } of inOrder) {
      try {
        await reader.readEntry(entry, hooks, await sinkFor(sha256));
      } catch (error) {
        throw inWordsOf(reader, error);
      }
    }
  }
}

/** Names the file: a damaged base is another file than the one that the person chose. */
export function inWordsOf(reader: StrictReader, error: unknown): AppError {
  const failure = toAppError(error);
  if (failure.code !== 'FILE_CORRUPTION') return failure;
  return unusable(basename(reader.archive.filePath), failure.message, error);
}

function unusable(fileName: string, why: string, cause?: unknown): AppError {
  return new AppError('FILE_CORRUPTION', `${fileName}, which this increment needs, cannot be used: ${why}`, {
    remedy: 'Choose another backup. The newest full one needs no other file.',
    details: { needed: fileName },
    ...(cause === undefined ? {} : { cause }),
  });
}

async function closeAll(readers: readonly StrictReader[]): Promise<void> {
  for (const reader of readers) await reader.close();
}

async function openNeeded(
  need: NeededArchive,
  main: StrictReader,
  known: readonly KnownArchive[],
  signal: AbortSignal,
): Promise<StrictReader> {
  const listed = known.find(({ backupId }) => backupId === need.backupId)?.filePath;
  const beside = join(dirname(main.archive.filePath), basename(need.fileName));
  for (const filePath of new Set([...(listed === undefined ? [] : [listed]), beside])) {
    if (!(await exists(filePath))) continue;
    const reader = await StrictReader.open(filePath, signal).catch((error: unknown) => {
      const failure = toAppError(error);
      throw failure.code === 'CANCELLED' ? failure : unusable(basename(filePath), failure.message, error);
    });
    if (reader.archive.metadata?.backupId === need.backupId) return reader;
    await reader.close();
  }
  const day = need.createdAt.slice(0, 10);
  throw new AppError(
    'BASE_MISSING',
    `This increment needs the backup of ${day}, ${need.fileName}, and that file is not there.`,
    {
      remedy: `Put ${need.fileName} into the folder of this backup, or choose another backup.`,
      details: { needed: need.fileName, backupId: need.backupId },
    },
  );
}

async function documentsOf(
  main: StrictReader,
  others: ReadonlyMap<BackupId, StrictReader>,
): Promise<Map<string, PlacedDocument>> {
  const text = await main.readText(DOCUMENTS, MAX_DOCUMENTS);
  const documents = new Map<string, PlacedDocument>();
  if (text === null) {
    for (const entry of main.archive.entries) {
      const sha256 = contentOf(entry.name);
      if (sha256 !== null) documents.set(sha256, { sha256, size: entry.size, reader: main, entry });
    }
    return documents;
  }
  const own = main.archive.metadata?.backupId;
  const entries = new Map([main, ...others.values()].map((reader) => [reader, byName(reader)] as const));
  for (const { sha256, size, backupId } of parsePlaces(text)) {
    const reader = backupId === own ? main : others.get(backupId);
    const entry = reader && entries.get(reader)?.get(fileEntry(sha256));
    if (!reader || entry?.size !== size) {
      const where = reader ? basename(reader.archive.filePath) : backupId;
      throw new AppError(
        'FILE_CORRUPTION',
        `The document ${sha256.slice(0, 12)}… should lie in ${where} and does not.`,
        { details: { entry: DOCUMENTS, sha256 } },
      );
    }
    documents.set(sha256, { sha256, size, reader, entry });
  }
  return documents;
}

const byName = ({ archive }: StrictReader): Map<string, ZipEntry> =>
  new Map(archive.entries.map((entry) => [entry.name, entry]));
