/**
 * The moment of the practice that a backup is made of. A full backup copies the database and examines the copy while
 * documents are being written already. An increment reads the file where it lies, held still by SQLite's own lock: a
 * database that is to the byte one that was proven before is neither proven again nor copied, unless its pages travel.
 */
import { toAppError } from '@causebook/contracts';
import { openReadOnly, type Database } from '@causebook/data';
import type { ProvenDatabases } from './increment/fingerprint-cache.ts';
import {
  differsAtOnce,
  fingerprintBy,
  hashAndFingerprintBy,
  hashBy,
  withDatabaseFile,
  type OpenDatabaseFile,
  type PageFingerprints,
} from './increment/page-fingerprints.ts';
import { proveBeside, proveBy } from './prove-beside.ts';
import { beginMoment, copyPageByPage, endMoment, inBytes, rowsProven } from './snapshot.ts';
import { StillFile } from './still-file.ts';
import { ownThreads, type Crew } from './threads/crew.ts';
import { withCrew, type ThreadHooks } from './threads/with-threads.ts';

export interface Moment {
  /** Reads it, until it is let go of. */
  readonly database: Database;
  /** That moment as a plain file without a WAL. What it was not asked for before it was let go of, it does not give. */
  readonly file: () => Promise<string>;
  /** Null where nobody wants them. @throws AppError FILE_CORRUPTION, CANCELLED */
  readonly fingerprints: Promise<PageFingerprints | null>;
  /**
   * Of its rows, when it is proven.
   * @throws AppError FILE_CORRUPTION when the database is damaged; CANCELLED
   */
  readonly rowsDigest: Promise<string>;
  /** Ends reading it; a second time it does nothing. */
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
    await still.copyTo(target, { ...hooks, onPages: inBytes(hooks.size, hooks.onBytes) });
    return target;
  };
  const file = (): Promise<string> => (copying ??= copy());
  const findings = examineHeld(still, file, hooks);
  return {
    ...findings,
    database: still.live,
    file,
    letGo: async () => {
      await Promise.allSettled([findings.fingerprints]);
      // By now begun, if at all.
      await Promise.allSettled([copying]);
      await still.letGo();
    },
  };
}

/** Its copy is begun as soon as it is known to be another than before. */
const examineHeld = (still: StillFile, file: () => Promise<string>, hooks: MomentHooks): Findings =>
  begin(async (tell) => {
    const { descriptor, size } = still;
    const database = { file: descriptor, isLive: true, size, header: await still.header() };
    const latest = await hooks.proven.latest();
    const isNew = latest === null || differsAtOnce(database, latest.fingerprints);
    if (isNew) file().catch(() => {});
    const proven = isNew ? null : hooks.proven;
    return withFew(2, hooks, size, (crew) => examine(crew, database, { ...hooks, file, proven, tell }));
  });

const examineCopy = (path: string, hooks: MomentHooks): Findings =>
  begin((tell) =>
    withDatabaseFile(path, (database) =>
      withFew(1, hooks, database.size, (crew) =>
        examine(crew, database, { ...hooks, file: () => Promise.resolve(path), tell }),
      ),
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

const withFew = (
  most: number,
  { signal, threads = ownThreads }: ThreadHooks,
  bytes: number,
  work: (crew: Crew) => Promise<string>,
): Promise<string> =>
  withCrew({ signal, threads: { ...threads, count: Math.min(threads.count ?? most, most) } }, bytes, work);

/** The first of a crew makes the fingerprints, the last proves. */
const HASHES = 0;

interface Examination extends Pick<MomentHooks, 'onBytes'> {
  readonly file: () => Promise<string>;
  /** Null where it is another for certain. */
  readonly proven: ProvenDatabases | null;
  readonly tell: Tell;
}

async function examine(
  crew: Crew,
  database: OpenDatabaseFile,
  { file, proven, onBytes, tell }: Examination,
): Promise<string> {
  const call = { pinned: HASHES, told: onBytes };
  let fingerprints: Promise<PageFingerprints>;
  if (proven === null) fingerprints = hashAndFingerprintBy(crew, database, call);
  else {
    const sha256 = hashBy(crew, database, call);
    const known = await proven.of(await sha256);
    if (known !== null) {
      tell(known.fingerprints);
      return known.rowsDigest;
    }
    fingerprints = fingerprintBy(crew, database, sha256, { pinned: HASHES });
  }
  fingerprints.then(tell, () => {});
  const proof = file().then((path) => proveBy(crew, path, crew.size - 1));
  await Promise.all([fingerprints, proof]);
  return rowsProven(await proof);
}
