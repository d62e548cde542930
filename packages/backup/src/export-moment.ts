/**
 * The moment of the practice that a backup is made of. A full backup copies the database and examines the copy while
 * documents are being written already. An increment reads the file where it lies, held still by SQLite's own lock, and
 * proves it there; a database that is to the byte one that was proven before is not proven again.
 */
import { toAppError } from '@causebook/contracts';
import { openReadOnly, type Database } from '@causebook/data';
import type { DatabaseProof } from './database-proof.ts';
import type { ProvenDatabases } from './increment/fingerprint-cache.ts';
import { openPages, type PageSource } from './increment/page-delta.ts';
import {
  differsAtOnce,
  fingerprintBy,
  hashAndFingerprintBy,
  hashBy,
  withDatabaseFile,
  type OpenDatabaseFile,
  type PageFingerprints,
} from './increment/page-fingerprints.ts';
import { ProofBeside, proveBeside, proveBy, proveStillBy } from './prove-beside.ts';
import { beginMoment, copyPageByPage, endMoment, inBytes, rowsProven } from './snapshot.ts';
import { StillFile } from './still-file.ts';
import type { Crew } from './threads/crew.ts';
import { ownThreads } from './threads/thread-options.ts';
import { withCrew, type ThreadHooks } from './threads/with-threads.ts';

export interface Moment {
  /** Reads it, until it is let go of. */
  readonly database: Database;
  /**
   * That moment as a plain file without a WAL. What it was not asked for before it was let go of, it does not give.
   * @throws AppError INSUFFICIENT_SPACE, CANCELLED
   */
  readonly file: () => Promise<string>;
  /** Its pages, until it is let go of. */
  readonly pages: () => PageSource;
  /** Null where nobody wants them. @throws AppError FILE_CORRUPTION, CANCELLED */
  readonly fingerprints: Promise<PageFingerprints | null>;
  /**
   * Of its rows, when it is proven.
   * @throws AppError FILE_CORRUPTION when the database is damaged; CANCELLED
   */
  readonly rowsDigest: Promise<string>;
  /** Ends reading it when it is proven; a second time it waits for the same. */
  readonly letGo: () => Promise<void>;
}

export interface MomentHooks extends ThreadHooks {
  readonly isAlone?: boolean | undefined;
  /** Bytes of the database, copied since the last call; and hashed, where fingerprints are wanted. */
  readonly onBytes: (bytes: number) => void;
  /** Of the database file, as far as it is known. */
  readonly size: number;
  readonly wantsFingerprints: boolean;
  /** Whether little else is done meanwhile, and perhaps no page travels. */
  readonly isForIncrement: boolean;
  /** Called before it is copied. @throws AppError INSUFFICIENT_SPACE */
  readonly makeRoom: () => Promise<void>;
  readonly proven: ProvenDatabases;
}

/**
 * @param source the live database @param target where it is copied; must not exist
 * @throws AppError as beginMoment and copyPageByPage
 */
export async function takeMoment(source: string, target: string, hooks: MomentHooks): Promise<Moment> {
  const begun = await beginMoment(source, hooks);
  if (begun instanceof StillFile && hooks.isForIncrement && hooks.wantsFingerprints)
    return held(begun, target, hooks);
  try {
    await hooks.makeRoom();
    const onPages = inBytes(hooks.size, hooks.onBytes);
    if (begun instanceof StillFile) await begun.copyTo(target, { ...hooks, onPages });
    else await copyPageByPage(begun, target, { ...hooks, onPages });
  } catch (error) {
    throw toAppError(error, 'BACKUP_FAILED');
  } finally {
    await endMoment(begun);
  }
  if (hooks.wantsFingerprints) return ofFile(target, examineCopy(target, hooks));
  return ofFile(target, findingsOf(null, proveBeside(target, hooks).then(rowsProven)));
}

/** What is found out about the moment while others go on. Whoever needs it looks at it in due time. */
type Findings = Pick<Moment, 'fingerprints' | 'rowsDigest'>;

export function findingsOf(fingerprints: PageFingerprints | null, rowsDigest: Promise<string>): Findings {
  rowsDigest.catch(() => {});
  return { fingerprints: Promise.resolve(fingerprints), rowsDigest };
}

/** A database file that is there already. */
export function ofFile(path: string, findings: Findings): Moment {
  let database: Database | null = null;
  return {
    ...findings,
    get database() {
      return (database ??= openReadOnly(path));
    },
    file: () => Promise.resolve(path),
    pages: () => openPages(path),
    letGo: () => {
      database?.close();
      database = null;
      return Promise.resolve();
    },
  };
}

/** The file itself, held still as long as somebody may ask for it. */
function held(still: StillFile, target: string, hooks: MomentHooks): Moment {
  let copying: Promise<string> | null = null;
  const copy = async (): Promise<string> => {
    await hooks.makeRoom();
    // Not of what is told: where it is copied at all, it was hashed before, or is hashed at the same time.
    await still.copyTo(target, { signal: hooks.signal });
    return target;
  };
  const file = (): Promise<string> => (copying ??= copy());
  const findings = examineHeld(still, file, hooks);
  const end = async (): Promise<void> => {
    await Promise.allSettled([findings.fingerprints, findings.rowsDigest]);
    // By now begun, if at all.
    await Promise.allSettled([copying]);
    await still.letGo();
  };
  let ending: Promise<void> | null = null;
  return {
    ...findings,
    database: still.live,
    file,
    pages: () => ({ read: (into, position) => still.read(into, position), close: () => {} }),
    letGo: () => (ending ??= end()),
  };
}

const examineHeld = (still: StillFile, file: () => Promise<string>, hooks: MomentHooks): Findings =>
  begin(async (tell) => {
    const { descriptor, size, path } = still;
    const database = { file: descriptor, isLive: true, size, header: await still.header() };
    const latest = await hooks.proven.latest();
    const isNew = latest === null || differsAtOnce(database, latest.fingerprints);
    const proven = isNew ? null : hooks.proven;
    const prove = (): Promise<DatabaseProof> =>
      byOne(
        hooks,
        size,
        async (crew) =>
          (await proveStillBy(crew, path, () => still.isUntouched)) ?? proveBy(crew, await file()),
      );
    const proof = new ProofBeside(prove);
    try {
      // Threads of their own, so that the one that hashes is free for others when it is done.
      const known = await byOne(hooks, size, (crew) =>
        fingerprint(crew, database, { ...hooks, proven, tell, onUnknown: () => proof.begin() }),
      );
      return known ?? rowsProven(await proof.result());
    } finally {
      // The file is let go of when this has ended.
      await proof.ended();
    }
  });

const examineCopy = (path: string, hooks: MomentHooks): Findings =>
  begin((tell) =>
    withDatabaseFile(path, (database) =>
      byOne(hooks, database.size, async (crew) => {
        const proof = new ProofBeside(() => proveBy(crew, path));
        const known = await fingerprint(crew, database, {
          ...hooks,
          tell,
          onUnknown: () => proof.begin(),
        });
        return known ?? rowsProven(await proof.result());
      }),
    ),
  );

type Tell = (fingerprints: PageFingerprints) => void;

/** @param look tells the fingerprints when it has them, and comes to the digest of the rows */
function begin(look: (tell: Tell) => Promise<string>): Findings {
  const { promise, resolve, reject } = Promise.withResolvers<PageFingerprints>();
  promise.catch(() => {});
  const rowsDigest = look(resolve);
  rowsDigest.catch(reject);
  return { fingerprints: promise, rowsDigest };
}

const byOne = <Result>(
  { signal, threads = ownThreads }: ThreadHooks,
  bytes: number,
  work: (crew: Crew) => Promise<Result>,
): Promise<Result> => withCrew({ signal, threads: { ...threads, count: 1 } }, bytes, work);

interface Examination extends Pick<MomentHooks, 'onBytes'> {
  /** Null where it is another for certain. */
  readonly proven: ProvenDatabases | null;
  readonly tell: Tell;
  /** Called as soon as it is known that it was not proven before. */
  readonly onUnknown: () => void;
}

/** @returns the digest of the rows where it was proven before */
async function fingerprint(
  crew: Crew,
  database: OpenDatabaseFile,
  { proven, onBytes, tell, onUnknown }: Examination,
): Promise<string | null> {
  if (proven === null) {
    const both = hashAndFingerprintBy(crew, database, { told: onBytes });
    onUnknown();
    tell(await both);
    return null;
  }
  const sha256 = hashBy(crew, database, { told: onBytes });
  const known = await proven.of(await sha256);
  if (known !== null) {
    tell(known.fingerprints);
    return known.rowsDigest;
  }
  const pages = fingerprintBy(crew, database, sha256);
  onUnknown();
  tell(await pages);
  return null;
}
