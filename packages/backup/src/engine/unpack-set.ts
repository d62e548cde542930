/** Unpacks a backup, with everything that it needs of others, into a folder: the database and its documents. */
import { constants } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, type BackupMetadata } from '@causebook/contracts';
import { documentPath, fileSize, makeFolders } from '@causebook/data';
import { ArchiveSet, type KnownArchive } from '../archive/archive-set.ts';
import { contentOf, DATABASE, PAGES } from '../archive/entry-names.ts';
import type { SignatureFact } from '../archive/signature.ts';
import { requireFreeSpace } from '../free-space.ts';
import { bytesElsewhere, completeDatabase, databaseSize } from './complete-database.ts';
import { proveRestoredDatabase, requireDatabase } from './restored-database.ts';
import { lostDocuments, proveDigest } from './restored-documents.ts';
import type { ProgressTracker } from '../progress.ts';
import type { ThreadHooks } from '../threads/with-threads.ts';
import { compareChecksum } from './verify-archive.ts';

export interface UnpackedSet {
  readonly metadata: BackupMetadata;
  readonly signature: SignatureFact;
  /** By hash: every document that was unpacked. */
  readonly documents: readonly string[];
  /** SHA-256 of the database. */
  readonly databaseSha256: string | null;
  readonly database: string;
  /** A document folder, as the store of a profile. */
  readonly files: string;
}

/**
 * Every content is hashed on the way. The database is the one that was backed up, byte for byte; what is in it is not
 * judged here.
 * @param folder must be there
 * @throws AppError as ArchiveSet; VALIDATION_FAILED for an archive without metadata or database; INSUFFICIENT_SPACE
 */
export async function unpackSet(
  archive: Pick<KnownArchive, 'filePath'> & { readonly checksum: string | null },
  known: readonly KnownArchive[],
  folder: string,
  { signal, threads, progress }: ThreadHooks & { readonly progress: ProgressTracker },
): Promise<UnpackedSet> {
  const set = await ArchiveSet.open(archive.filePath, known, signal, () => progress.beat());
  try {
    const { metadata, entries, size } = set.main.archive;
    requireDatabase(entries);
    if (metadata === null)
      throw new AppError(
        'VALIDATION_FAILED',
        'The backup carries no metadata, so it cannot be written anew.',
      );
    let needed = databaseSize(set);
    for (const document of set.documents.values()) needed += document.size;
    await requireFreeSpace(folder, needed, 'Unpacking it');
    progress.begin('extract', { bytes: size + bytesElsewhere(set, () => true), files: entries.length });
    const files = join(folder, 'files');
    const database = join(folder, DATABASE);
    const onBytes = (bytes: number): void => progress.advance({ bytes });
    const placeOf = (sha256: string): string => documentPath(files, sha256);
    await makeFolders(new Set([...set.documents.keys()].map((sha256) => dirname(placeOf(sha256)))));
    const reading = { signal, threads, onBytes };
    const { checksum } = await set.main.readAll({
      ...reading,
      onEntries: (count) => progress.advance({ files: count }),
      targetFor: ({ name }) => {
        if (name === DATABASE || name === PAGES) return join(folder, name);
        const sha256 = contentOf(name);
        return sha256 === null ? null : placeOf(sha256);
      },
    });
    compareChecksum(checksum, archive.checksum);
    await completeDatabase(set, join(folder, PAGES), database, reading);
    await set.readElsewhere(() => true, reading, placeOf);
    const databaseSha256 = metadata.increment?.pages?.sha256 ?? set.main.archive.sums.get(DATABASE) ?? null;
    const { signature } = set.main.archive;
    return { metadata, signature, database, files, databaseSha256, documents: [...set.documents.keys()] };
  } finally {
    await set.close();
  }
}

/**
 * Proves what was unpacked as a restore would. A proof migrates what it proves, and what is written anew is what was
 * backed up: so it works on a copy, beside the database.
 * @returns the digest of its rows, as they were backed up
 * @throws AppError FILE_CORRUPTION, VERSION_UNSUPPORTED, INSUFFICIENT_SPACE
 */
export async function proveUnpacked({ metadata, database, files }: UnpackedSet): Promise<string> {
  const folder = dirname(database);
  await requireFreeSpace(folder, 2 * ((await fileSize(database)) ?? 0), 'The proof of the new backup');
  const copy = join(folder, 'proof.sqlite');
  await copyFile(database, copy, constants.COPYFILE_FICLONE);
  const proven = proveRestoredDatabase(copy, metadata, { isScratch: true });
  const holds = async (sha256: string, size: number): Promise<boolean> =>
    (await fileSize(documentPath(files, sha256))) === size;
  proveDigest(metadata.digest, proven, await lostDocuments(proven, holds));
  await rm(copy);
  return proven.rowsDigest;
}
