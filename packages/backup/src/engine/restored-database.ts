/** A database that came out of an archive: distrusted, proven, and brought to the present schema. */
import { AppError, Sha256, type BackupMetadata, type PracticeCounts } from '@causebook/contracts';
import {
  checkpoint,
  countPractice,
  databaseVersion,
  emptySearchIndex,
  migrate,
  openDatabase,
  rebuildSearchIndex,
  referencedContents,
  sampleIdOf,
  searchIndexFits,
  type Database,
  type ReferencedContent,
} from '@causebook/data';
import { DATABASE, PAGES } from '../archive/entry-names.ts';
import { proveDatabase, rowsOf, type DatabaseProof } from '../database-proof.ts';
import type { ZipEntry } from '../archive/zip-layout.ts';

/** @throws AppError VALIDATION_FAILED for an archive that was made without the database */
export function requireDatabase(entries: readonly ZipEntry[]): void {
  if (entries.some(({ name }) => name === DATABASE || name === PAGES)) return;
  throw new AppError(
    'VALIDATION_FAILED',
    'Database file not found in backup: it was made without the database, so it cannot be restored on its own.',
    {
      details: { entry: DATABASE },
      remedy:
        'Choose a backup that includes the database. The documents in this one can be unpacked to a folder.',
    },
  );
}

export interface ProvenDatabase {
  readonly counts: PracticeCounts;
  readonly contents: readonly ReferencedContent[];
  readonly rowsDigest: string;
  readonly databaseVersion: number;
  /** As in StageAnswer. */
  readonly sampleId: string | null;
}

/** What becomes of a proven database, and how far its search index is believed. */
export interface ProofOptions {
  /** Whether it is thrown away afterwards, so that nobody will search it. */
  readonly isScratch?: boolean;
  /**
   * Whether this installation has written the file itself, to the byte, so that nobody can have made its search index to
   * be harmful. Else the index is emptied before anything reads it, and made again from the rows.
   */
  readonly isOurs?: boolean;
  /** What was found of it already; else it is looked for here. */
  readonly proof?: DatabaseProof;
}

/**
 * Checks schema, integrity, foreign keys, digest and counts against the metadata, then migrates forward.
 * @throws AppError VERSION_UNSUPPORTED, FILE_CORRUPTION
 */
export function proveRestoredDatabase(
  path: string,
  metadata: BackupMetadata | null,
  { isScratch = false, isOurs = false, proof = proveDatabase(path) }: ProofOptions = {},
): ProvenDatabase {
  // Before anything is written, or read by way of a trigger, a view or a search index.
  const digest = rowsOf(proof, ([problem = '']) => damagedDatabase(problem));
  const database = openToWrite(path);
  try {
    if (!isOurs) emptySearchIndex(database);
    if (metadata?.rowsDigest && metadata.rowsDigest !== digest)
      throw damagedDatabase('Its entries are not those that were backed up.');
    if (metadata) compareFacts(database, metadata);
    migrate(database);
    // A migration from before there was an index has made it already.
    if (!isScratch && !searchIndexFits(database)) rebuildSearchIndex(database);
    checkpoint(database);
    const contents = referencedContents(database);
    // Names in the store are hashes; anything else could be a way out of it.
    if (!contents.every(({ sha256 }) => Sha256.safeParse(sha256).success))
      throw damagedDatabase('A document in it has no name that the store could have given.');
    return {
      counts: countPractice(database),
      contents,
      rowsDigest: digest,
      databaseVersion: databaseVersion(database),
      sampleId: sampleIdOf(database),
    };
  } finally {
    database.close();
  }
}

function damagedDatabase(problem: string): AppError {
  return new AppError('FILE_CORRUPTION', `The database in the backup cannot be used. ${problem}`, {
    details: { entry: DATABASE, problem },
  });
}

/** A database can say in its head that nobody may write to it; that is no matter of permissions on this computer. */
function openToWrite(path: string): Database {
  try {
    return openDatabase(path);
  } catch (error) {
    if (error instanceof AppError && error.code === 'PERMISSION_DENIED')
      throw damagedDatabase('It cannot be written to.');
    throw error;
  }
}

function compareFacts(restored: Database, metadata: BackupMetadata): void {
  const version = databaseVersion(restored);
  if (version !== metadata.databaseVersion)
    throw damagedDatabase(`It should have version ${metadata.databaseVersion} and has ${version}.`);
  compareCounts(countPractice(restored), metadata);
}

function compareCounts(counts: PracticeCounts, metadata: BackupMetadata): void {
  const pairs = [
    ['users', counts.users, metadata.userCount],
    ['cases', counts.cases, metadata.caseCount],
    ['hearings', counts.hearings, metadata.hearingCount],
    ['tasks', counts.tasks, metadata.taskCount],
    ['orders', counts.orders, metadata.orderCount],
    ['documents', counts.documents, metadata.documentCount],
  ] as const;
  for (const [kind, found, declared] of pairs) {
    if (found !== declared) throw damagedDatabase(`It should hold ${declared} ${kind} and holds ${found}.`);
  }
}
