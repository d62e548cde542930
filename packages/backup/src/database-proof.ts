/** What a database file shows of itself: whether it is ours and sound, and the digest of its rows. */
import { AppError, toFailure, type Failure } from '@causebook/contracts';
import { integrityProblems, openToProve, rowsDigest, schemaDifferences } from '@causebook/data';

/** Plain data, so that a thread can find it out. */
export type DatabaseProof =
  | { readonly kind: 'sound'; readonly rowsDigest: string }
  /** At least one, in words. */
  | { readonly kind: 'unsound'; readonly problems: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Takes about a second for 500 MB, in which nothing else happens in this thread. Nothing of the file is changed. */
export function proveDatabase(path: string): DatabaseProof {
  try {
    const database = openToProve(path);
    try {
      // Nothing else is asked of a database whose schema is not ours.
      const foreign = schemaDifferences(database);
      const problems = foreign.length > 0 ? foreign : integrityProblems(database);
      if (problems.length > 0) return { kind: 'unsound', problems };
      return { kind: 'sound', rowsDigest: rowsDigest(database) };
    } finally {
      database.close();
    }
  } catch (error) {
    return { kind: 'failed', failure: toFailure(error) };
  }
}

/**
 * The digest of the rows of a database that is sound.
 * @param unsound what to throw for one that is not
 * @throws AppError
 */
export function rowsOf(proof: DatabaseProof, unsound: (problems: readonly string[]) => AppError): string {
  switch (proof.kind) {
    case 'sound':
      return proof.rowsDigest;
    case 'unsound':
      throw unsound(proof.problems);
    case 'failed': {
      const { code, message, remedy, details } = proof.failure;
      throw new AppError(code, message, { remedy, ...(details ? { details } : {}) });
    }
    default:
      return proof satisfies never;
  }
}
