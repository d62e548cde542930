/** What a database file shows of itself: whether it is ours and sound, and the digest of its rows. */
import { AppError, toFailure, type Failure } from '@causebook/contracts';
import {
  beginReading,
  integrityProblems,
  openToProve,
  rowsDigest,
  schemaDifferences,
  type Database,
} from '@causebook/data';

/** Plain data, so that a thread can find it out. */
export type DatabaseProof =
  | { readonly kind: 'sound'; readonly rowsDigest: string }
  /** At least one, in words. */
  | { readonly kind: 'unsound'; readonly problems: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** As `DatabaseProof`, of the schema, SQLite's checks and the foreign keys alone. */
export type DatabaseCheck = Exclude<DatabaseProof, { kind: 'sound' }> | { readonly kind: 'passed' };

/** Takes about a second for 500 MB, in which nothing else happens in this thread. Nothing of the file is changed. */
export function proveDatabase(path: string): DatabaseProof {
  const check = checkDatabase(path);
  return check.kind === 'passed' ? digestDatabase(path) : check;
}

/** The half of a proof that finds what is wrong. */
export const checkDatabase = (path: string): DatabaseCheck => whileOpen(path, checkOpen);

/** The half of a proof that reads every row; what it says of a database that did not pass its check is worth nothing. */
export const digestDatabase = (path: string): DatabaseProof => whileOpen(path, digestOpen);

/** Opens one that others write to, at one moment, which is kept until it is closed. @throws AppError; what SQLite throws */
export function openMoment(path: string): Database {
  const database = openToProve(path);
  try {
    beginReading(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** As `checkDatabase`, of one that is open to be proven. */
export const checkOpen = (database: Database): DatabaseCheck =>
  examine(database, () => {
    const problems = integrityProblems(database);
    return problems.length > 0 ? { kind: 'unsound', problems } : { kind: 'passed' };
  });

/** As `digestDatabase`, of one that is open to be proven. */
export const digestOpen = (database: Database): DatabaseProof =>
  examine(database, () => ({ kind: 'sound', rowsDigest: rowsDigest(database) }));

type Unproven = Exclude<DatabaseProof, { kind: 'sound' }>;

function whileOpen<Found>(path: string, look: (database: Database) => Found): Found | Unproven {
  let database: Database | null = null;
  try {
    database = openToProve(path);
    return look(database);
  } catch (error) {
    return { kind: 'failed', failure: toFailure(error) };
  } finally {
    database?.close();
  }
}

/** Nothing else is asked of a database whose schema is not ours. */
function examine<Found>(database: Database, look: () => Found): Found | Unproven {
  try {
    const foreign = schemaDifferences(database);
    return foreign.length > 0 ? { kind: 'unsound', problems: foreign } : look();
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
