/** Proves a database in threads of its own, while others go on with the rest of the operation. */
import { stat } from 'node:fs/promises';
import type { DatabaseProof } from './database-proof.ts';
import type { Crew } from './threads/crew.ts';
import { ownThreads } from './threads/thread-options.ts';
import { withCrew, type ThreadHooks } from './threads/with-threads.ts';

/**
 * @returns what is to be awaited before the file is touched again, even when nobody wants to know any more
 * @throws AppError CANCELLED; what opening the file throws
 */
export async function proveBeside(path: string, { signal, threads }: ThreadHooks): Promise<DatabaseProof> {
  const { size } = await stat(path);
  const one = { ...(threads ?? ownThreads), count: 1 };
  return withCrew({ signal, threads: one }, size, (crew) => proveBy(crew, path));
}

/**
 * The digest of a database that is damaged, or was made to be, may take for ever, so it is not asked for before the check.
 * @param pinned the member that does it @throws as proveBeside
 */
export async function proveBy(crew: Crew, path: string, pinned = crew.member()): Promise<DatabaseProof> {
  const check = await crew.run('checkDatabase', { path }, { pinned });
  return check.kind === 'passed' ? crew.run('digestDatabase', { path }, { pinned }) : check;
}

/**
 * Proves a database where it lies, while others go on writing: as the file is, as long as nobody has committed.
 * @param isStill whether nobody has; asked when the moment is held, so that what comes later is not of it
 * @returns null when somebody has, or the moment could not be held: then nothing is known
 */
export async function proveStillBy(
  crew: Crew,
  path: string,
  isStill: () => boolean,
  pinned = crew.member(),
): Promise<DatabaseProof | null> {
  if (!(await crew.run('holdDatabase', { path }, { pinned }))) return null;
  try {
    if (!isStill()) return null;
    const check = await crew.run('checkHeld', {}, { pinned });
    return check.kind === 'passed' ? await crew.run('digestHeld', {}, { pinned }) : check;
  } finally {
    // Fails where the crew was dismissed, and the database with it.
    await crew.run('letGoOfDatabase', {}, { pinned }).catch(() => {});
  }
}

/** A proof that is begun as soon as it can be, and wanted later. */
export class ProofBeside {
  readonly #prove: () => Promise<DatabaseProof>;
  #proof: Promise<DatabaseProof> | null = null;

  constructor(prove: () => Promise<DatabaseProof>) {
    this.#prove = prove;
  }

  begin(): void {
    // Whoever wants it looks at it in due time; another failure may come first.
    this.result().catch(() => {});
  }

  /** Begun now at the latest. @throws what proving throws */
  result(): Promise<DatabaseProof> {
    this.#proof ??= this.#prove();
    return this.#proof;
  }

  /** Resolves when it has let go of its file, whatever came of it. */
  async ended(): Promise<void> {
    await Promise.allSettled([this.#proof]);
  }
}
