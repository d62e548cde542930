/** An archive together with those that it leans on: of a full backup just itself, of an increment all that it needs. */
import { stat } from 'node:fs/promises';
import { dirname, basename, join } from 'node:path';
import {
  AppError,
  toAppError,
  type BackupId,
  type ErrorCode,
  type NeededArchive,
} from '@causebook/contracts';
import { parsePlaces } from '../increment/document-places.ts';
import { MAX_DOCUMENTS } from './admission.ts';
import { admitGrowth, admitPlaces } from './admit-increment.ts';
import { contentOf, DATABASE, DOCUMENTS, fileEntry } from './entry-names.ts';
import { RenamedArchives } from './renamed-archives.ts';
import { StrictReader, type ReadHooks } from './strict-reader.ts';
import type { ZipEntry } from './zip-layout.ts';
import { dayOfInstant } from '../words.ts';

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
   * @param known where other archives may lie; those beside the first one are found without. One that lies in neither
   *   place is looked for in those folders under other names
   * @param onWork told while it looks for one there, which may take long
   * @throws AppError as the strict reader; BASE_MISSING and FILE_CORRUPTION name the file that is needed
   */
  static async open(
    filePath: string,
    known: readonly KnownArchive[],
    signal: AbortSignal,
    onWork: () => void = () => {},
  ): Promise<ArchiveSet> {
    const main = await StrictReader.open(filePath, signal);
    const others = new Map<BackupId, StrictReader>();
    const renamed = new RenamedArchives(signal, onWork);
    try {
      for (const need of main.archive.metadata?.increment?.needs ?? [])
        others.set(need.backupId, await openNeeded(need, { main, known, renamed }, signal));
      const set = new ArchiveSet(main, others, await documentsOf(main, others));
      set.#admit();
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

  /** The name under which an archive that is needed was found; null when it is not one of these. */
  fileNameOf(backupId: BackupId): string | null {
    const reader = this.#others.get(backupId);
    return reader ? basename(reader.archive.filePath) : null;
  }

  #admit(): void {
    const { metadata } = this.main.archive;
    if (!metadata?.increment) return;
    const placed = this.documents.values().map(({ sha256, size, reader }) => ({
      sha256,
      size,
      holder: reader.archive.metadata?.backupId ?? null,
    }));
    admitPlaces(metadata, placed);
    const { needs, pages } = metadata.increment;
    if (!pages) return;
    const { base, baseSha256 } = pages;
    const holder = this.#others.get(base)?.archive;
    const entry = holder?.entries.find(({ name }) => name === DATABASE);
    if (!entry || holder?.sums.get(DATABASE) !== baseSha256) {
      const named = needs.find(({ backupId }) => backupId === base);
      throw unusable(named?.fileName ?? base, 'it does not hold the database that this increment builds on.');
    }
    admitGrowth(pages, entry.size);
  }

  /**
   * Reads documents that do not lie in the first archive, each archive from front to back.
   * @param targetFor the new file that a content goes to, in a folder that is there; null when it is only to be checked
   * @throws AppError FILE_CORRUPTION naming the file and the entry; CANCELLED
   */
  async readElsewhere(
    wanted: (sha256: string) => boolean,
    hooks: Omit<ReadHooks, 'targetFor'>,
    targetFor: (sha256: string) => string | null,
  ): Promise<void> {
    const there = Map.groupBy(
      [...this.documents.values()].filter(({ reader, sha256 }) => reader !== this.main && wanted(sha256)),
      ({ reader }) => reader,
    );
    for (const [reader, documents] of there) {
      const entries = documents.toSorted(byPlace).map(({ entry }) => entry);
      const target = ({ name }: ZipEntry): string | null => targetFor(contentOf(name) ?? '');
      await reader.readSome(entries, { ...hooks, targetFor: target }).catch((error: unknown) => {
        throw inWordsOf(reader, error);
      });
    }
  }
}

/** As they lie on the disk, one archive after the other. */
export const byPlace = (one: PlacedDocument, other: PlacedDocument): number =>
  one.reader === other.reader
    ? one.entry.offset - other.entry.offset
    : one.reader.archive.filePath.localeCompare(other.reader.archive.filePath);

/**
 * Names the file: a damaged base is another file than the one that the person chose. `details.damagedBackup` is the
 * backup whose archive is damaged.
 */
export function inWordsOf(reader: StrictReader, error: unknown): AppError {
  const failure = toAppError(error);
  if (failure.code !== 'FILE_CORRUPTION') return failure;
  const { filePath, metadata } = reader.archive;
  const damagedBackup = metadata?.backupId ?? null;
  return unusable(basename(filePath), failure.message, error, { damagedBackup });
}

function unusable(
  fileName: string,
  why: string,
  cause?: unknown,
  more: { readonly damagedBackup?: BackupId | null } = {},
): AppError {
  return new AppError('FILE_CORRUPTION', `${fileName}, which this increment needs, cannot be used: ${why}`, {
    remedy: 'Choose another backup. The newest full one needs no other file.',
    details: { needed: fileName, ...more },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** A disk that cannot be read, or may not be, says nothing about the file. */
const ofTheNeeded = (fileName: string, failure: AppError, damagedBackup: BackupId | null): AppError =>
  SAYS_DAMAGED.has(failure.code)
    ? unusable(fileName, failure.message, failure, { damagedBackup })
    : new AppError(failure.code, `${fileName}, which this increment needs: ${failure.message}`, {
        remedy: failure.remedy,
        details: { needed: fileName },
        cause: failure,
      });

const SAYS_DAMAGED: ReadonlySet<ErrorCode> = new Set(['FILE_CORRUPTION', 'VALIDATION_FAILED']);

async function closeAll(readers: readonly StrictReader[]): Promise<void> {
  for (const reader of readers) await reader.close();
}

interface Places {
  readonly main: StrictReader;
  readonly known: readonly KnownArchive[];
  readonly renamed: RenamedArchives;
}

async function openNeeded(
  need: NeededArchive,
  { main, known, renamed }: Places,
  signal: AbortSignal,
): Promise<StrictReader> {
  const listed = known.find(({ backupId }) => backupId === need.backupId)?.filePath;
  const beside = join(dirname(main.archive.filePath), basename(need.fileName));
  let failure: AppError | null = null;
  const places = new Set([...(listed === undefined ? [] : [listed]), beside]);
  for (const filePath of places) {
    try {
      const reader = await openIfFile(filePath, signal);
      if (reader?.archive.metadata?.backupId === need.backupId) return reader;
      await reader?.close();
    } catch (error) {
      const opened = toAppError(error);
      if (opened.code === 'CANCELLED') throw error;
      // A copy in the other place may be sound, and a damaged copy says nothing about the one in the list.
      const damagedBackup = filePath === listed ? need.backupId : null;
      failure ??= ofTheNeeded(basename(filePath), opened, damagedBackup);
    }
  }
  const seen = new Set([...places, main.archive.filePath]);
  const found = await renamed.find(need, new Set([...places].map(dirname)), seen);
  if (found) return found;
  if (failure) throw failure;
  const day = dayOfInstant(need.createdAt);
  throw new AppError(
    'BASE_MISSING',
    `This increment needs the backup of ${day}, ${need.fileName}, and that file is not there.`,
    {
      remedy: `Put ${need.fileName} into the folder of this backup, under whatever name ending in .zip, or choose another backup.`,
      details: { needed: need.fileName, backupId: need.backupId },
    },
  );
}

/** Null when there is no such file; a folder or a pipe is none either. */
async function openIfFile(filePath: string, signal: AbortSignal): Promise<StrictReader | null> {
  const facts = await stat(filePath).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  return facts?.isFile() ? StrictReader.open(filePath, signal) : null;
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
