/**
 * The moment of the practice that a backup is made of. Its file is read where it lies, held still by SQLite's own lock:
 * a database that is to the byte one that was proven before is neither proven nor copied, unless its pages travel.
 */
import { toAppError } from '@causebook/contracts';
import { openReadOnly, type Database } from '@causebook/data';
import { fingerprintOpen, fingerprintPages, type PageFingerprints } from './increment/page-fingerprints.ts';
import type { ProofHooks } from './prove-beside.ts';
import { beginMoment, copyPageByPage, endMoment, proveSnapshotBeside } from './snapshot.ts';
import { StillFile } from './still-file.ts';

export interface Moment {
  /** Reads it, until it is let go of. */
  readonly database: Database;
  /** That moment as a plain file without a WAL. What it was not asked for before it was let go of, it does not give. */
  readonly file: () => Promise<string>;
  /** Null where nobody wants them. */
  readonly fingerprints: PageFingerprints | null;
  /**
   * Of its rows, when it is proven.
   * @throws AppError FILE_CORRUPTION when the database is damaged; CANCELLED
   */
  readonly rowsDigest: Promise<string>;
  /** Ends reading it; a second time it does nothing. */
  readonly letGo: () => Promise<void>;
}

export interface MomentHooks extends ProofHooks {
  readonly isAlone?: boolean | undefined;
  /** Bytes of the database, copied since the last call; and read, where fingerprints are wanted. */
  readonly onBytes: (bytes: number) => void;
  /** Of the database file, as far as it is known. */
  readonly size: number;
  readonly wantsFingerprints: boolean;
  /** The digest of the rows of a database that was proven before; null when it was not. @param sha256 of its file */
  readonly provenRows: (sha256: string) => Promise<string | null>;
}

/**
 * @param source the live database @param target where it is copied; must not exist
 * @throws AppError as beginMoment and copyPageByPage
 */
export async function takeMoment(source: string, target: string, hooks: MomentHooks): Promise<Moment> {
  const begun = await beginMoment(source, hooks);
  try {
    if (begun instanceof StillFile) return await ofStillFile(begun, target, hooks);
    await copyPageByPage(begun, target, { ...hooks, onPages: inBytes(hooks) });
  } catch (error) {
    await endMoment(begun);
    throw toAppError(error, 'BACKUP_FAILED');
  }
  await endMoment(begun);
  const fingerprints = hooks.wantsFingerprints ? await fingerprintPages(target, hooks) : null;
  const known = fingerprints && (await hooks.provenRows(fingerprints.sha256));
  return copied(target, fingerprints, known, hooks);
}

/** @throws as takeMoment; it is held still then */
async function ofStillFile(still: StillFile, target: string, hooks: MomentHooks): Promise<Moment> {
  const { live, size, descriptor } = still;
  const { wantsFingerprints } = hooks;
  const fingerprints = wantsFingerprints
    ? await fingerprintOpen({ file: descriptor, isLive: true, size, header: await still.header() }, hooks)
    : null;
  const known = fingerprints && (await hooks.provenRows(fingerprints.sha256));
  const copy = async (): Promise<string> => {
    await still.copyTo(target, { ...hooks, onPages: inBytes(hooks) });
    return target;
  };
  if (known === null) {
    await copy();
    await still.letGo();
    return copied(target, fingerprints, null, hooks);
  }
  let copying: Promise<string> | null = null;
  return {
    database: live,
    file: () => (copying ??= copy()),
    fingerprints,
    rowsDigest: Promise.resolve(known),
    letGo: () => still.letGo(),
  };
}

function inBytes({ size, onBytes }: MomentHooks): (done: number, total: number) => void {
  let told = 0;
  return (done, total) => {
    const bytes = Math.floor((size * done) / Math.max(1, total));
    onBytes(bytes - told);
    told = bytes;
  };
}

/** A moment as a file of its own, which is proven from now on unless its digest is known. */
function copied(
  path: string,
  fingerprints: PageFingerprints | null,
  known: string | null,
  hooks: ProofHooks,
): Moment {
  const rowsDigest = known === null ? proveSnapshotBeside(path, hooks) : Promise.resolve(known);
  // Looked at by whoever writes; a database that is damaged may be found so before.
  rowsDigest.catch(() => {});
  return ofFile(path, fingerprints, rowsDigest);
}

/** A database file that is there already. */
export function ofFile(
  path: string,
  fingerprints: PageFingerprints | null,
  rowsDigest: Promise<string>,
): Moment {
  let database: Database | null = null;
  return {
    get database() {
      return (database ??= openReadOnly(path));
    },
    file: () => Promise.resolve(path),
    fingerprints,
    rowsDigest,
    letGo: () => {
      database?.close();
      database = null;
      return Promise.resolve();
    },
  };
}
