/**
 * Paths as capabilities. A window may name a file only after main itself gave it the path, for one purpose, for a
 * while, and only as long as the file is the very one that was given.
 */
import { lstat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { AppError, toAppError } from '@causebook/contracts';

export type Purpose = 'restore-source' | 'import-source';

interface Claim {
  readonly webContentsId: number;
  readonly path: string;
  readonly purpose: Purpose;
}

/** What makes a file the one that it was. Big integers: Windows numbers files beyond what a double holds. */
interface Identity {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
}

interface Grant {
  readonly identity: Identity;
  readonly expiresAt: number;
}

export interface GrantedFile {
  readonly path: string;
  readonly size: number;
  readonly modifiedAt: Date;
}

const LIFETIME_MS = 15 * 60_000;

export class GrantedPaths {
  readonly #grants = new Map<string, Grant>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /**
   * Lets a window name a file for the next 15 minutes.
   * @param check throws when the file, which is an ordinary one, is not of the right kind
   * @throws AppError NOT_FOUND, PERMISSION_DENIED, VALIDATION_FAILED when it is no ordinary file
   */
  async grant(claim: Claim, check: (path: string) => Promise<void> = async () => {}): Promise<GrantedFile> {
    const facts = await inspect(claim.path);
    await check(claim.path);
    const now = this.#now().getTime();
    for (const [key, grant] of this.#grants) if (grant.expiresAt <= now) this.#grants.delete(key);
    this.#grants.set(keyOf(claim), { identity: identityOf(facts), expiresAt: now + LIFETIME_MS });
    return { path: claim.path, size: Number(facts.size), modifiedAt: facts.mtime };
  }

  /**
   * The path, if this window was given it for this purpose and the file is still the same.
   * @throws AppError PERMISSION_DENIED when it never was; CONFIRMATION_EXPIRED when it is too long ago or the file has changed
   */
  async redeem(claim: Claim): Promise<string> {
    const grant = this.#grants.get(keyOf(claim));
    if (!grant) {
      throw new AppError(
        'PERMISSION_DENIED',
        'Causebook opens only files that were chosen in its own dialog or dropped on its window.',
        {
          remedy: 'Choose the file again.',
        },
      );
    }
    if (grant.expiresAt <= this.#now().getTime()) {
      this.#grants.delete(keyOf(claim));
      throw new AppError('CONFIRMATION_EXPIRED', 'The file was chosen too long ago.', {
        remedy: 'Choose the file again.',
      });
    }
    if (!same(grant.identity, identityOf(await inspect(claim.path)))) {
      this.#grants.delete(keyOf(claim));
      throw new AppError('CONFIRMATION_EXPIRED', 'The file has changed since it was chosen.', {
        remedy: 'Choose the file again.',
      });
    }
    return claim.path;
  }

  /** Takes back everything that a window was given. */
  revokeAll(webContentsId: number): void {
    for (const key of this.#grants.keys()) if (key.startsWith(`${webContentsId}\0`)) this.#grants.delete(key);
  }
}

const keyOf = ({ webContentsId, path, purpose }: Claim): string => `${webContentsId}\0${purpose}\0${path}`;

const identityOf = ({ dev, ino, size, mtimeNs }: Identity): Identity => ({ dev, ino, size, mtimeNs });

const same = (one: Identity, other: Identity): boolean =>
  one.dev === other.dev && one.ino === other.ino && one.size === other.size && one.mtimeNs === other.mtimeNs;

async function inspect(path: string): Promise<Identity & { readonly mtime: Date }> {
  if (!isAbsolute(path))
    throw new AppError('NOT_FOUND', 'That file lies nowhere on this computer.', {
      remedy: 'Choose a file from a folder.',
    });
  const facts = await lstat(path, { bigint: true }).catch((error: unknown) => {
    const failure = toAppError(error, 'NOT_FOUND');
    throw failure.code === 'NOT_FOUND'
      ? new AppError('NOT_FOUND', 'That file is not there any more.', {
          remedy: 'Check that the disk that holds it is connected, or choose another file.',
          cause: error,
        })
      : failure;
  });
  if (facts.isSymbolicLink()) {
    throw new AppError('VALIDATION_FAILED', 'That is a link to a file, not the file itself.', {
      remedy: 'Choose the file that the link leads to.',
    });
  }
  if (!facts.isFile())
    throw new AppError('VALIDATION_FAILED', `That is ${facts.isDirectory() ? 'a folder, ' : ''}not a file.`, {
      remedy: 'Choose a ZIP file that was made by Causebook.',
    });
  return facts;
}
