/** Whether a restored practice has its documents, and is the one that was backed up. */
import { AppError } from '@causebook/contracts';
import { practiceDigest } from '@causebook/data';
import { DATABASE } from '../archive/entry-names.ts';
import type { ProvenDatabase } from './restored-database.ts';

/**
 * Referenced documents that are to be had nowhere.
 * @param has whether the archive, or another place that counts, holds that content soundly
 */
export async function lostDocuments(
  { contents }: ProvenDatabase,
  has: (sha256: string, size: number) => boolean | Promise<boolean>,
): Promise<Set<string>> {
  const lost = new Set<string>();
  for (const { sha256, size } of contents) if (!(await has(sha256, size))) lost.add(sha256);
  return lost;
}

/**
 * A whole backup must come back whole: the digest over entries and documents is the one taken when it was made.
 * @returns whether there was a digest to compare with
 * @throws AppError FILE_CORRUPTION
 */
export function proveDigest(
  expected: string | null,
  proven: ProvenDatabase,
  lost: ReadonlySet<string>,
): boolean {
  if (expected === null) return false;
  const found = proven.contents.map(({ sha256 }) => [sha256, lost.has(sha256) ? 'absent' : sha256] as const);
  if (practiceDigest(proven.rowsDigest, found) === expected) return true;
  throw new AppError(
    'FILE_CORRUPTION',
    'The restored practice is not the one that was backed up: its digest is another.',
    {
      details: { entry: DATABASE, expected, documentsMissing: lost.size },
    },
  );
}
