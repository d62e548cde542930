/** A database that came out of an archive: distrusted, proven, and brought to the present schema. */
import { AppError, type BackupMetadata, type PracticeCounts } from '@causebook/contracts';
import {
  checkpoint,
  countPractice,
  databaseVersion,
  integrityProblems,
  migrate,
  openDatabase,
  openReadOnly,
  referencedContents,
  rowsDigest,
  schemaDifferences,
  type ReferencedContent,
} from '@causebook/data';
import { DATABASE } from '../archive/entry-names.ts';
import type { ZipEntry } from '../archive/zip-layout.ts';

/** @throws AppError VALIDATION_FAILED for an archive that was made without the database */
export function requireDatabase(entries: readonly ZipEntry[]): void {
  if (entries.some((entry) => entry.name === DATABASE)) return;
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
}

/**
 * Checks schema, integrity, foreign keys, digest and counts against the metadata, then migrates forward.
 * @throws AppError VERSION_UNSUPPORTED, FILE_CORRUPTION
 */
export function proveRestoredDatabase(path: string, metadata: BackupMetadata | null): ProvenDatabase {
  const restored = openReadOnly(path);
  let digest: string;
  try {
    const [problem] = [...schemaDifferences(restored), ...integrityProblems(restored)];
    if (problem !== undefined) throw damagedDatabase(problem);
    digest = rowsDigest(restored);
    if (metadata?.rowsDigest && metadata.rowsDigest !== digest)
      throw damagedDatabase('Its entries are not those that were backed up.');
    if (metadata) compareCounts(countPractice(restored), metadata);
  } finally {
    restored.close();
  }
  const database = openDatabase(path);
  try {
    migrate(database);
    checkpoint(database);
    return {
      counts: countPractice(database),
      contents: referencedContents(database),
      rowsDigest: digest,
      databaseVersion: databaseVersion(database),
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
