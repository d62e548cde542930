/** Proves a database in threads of its own, while others go on with the rest of the operation. */
import { stat } from 'node:fs/promises';
import type { DatabaseProof } from './database-proof.ts';
import { ownThreads, type Crew } from './threads/crew.ts';
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

/** A proof that is begun as soon as its file is there, and wanted later. */
export class ProofBeside {
  readonly #path: string;
  readonly #hooks: ThreadHooks;
  #proof: Promise<DatabaseProof> | null = null;

  constructor(path: string, hooks: ThreadHooks) {
    this.#path = path;
    this.#hooks = hooks;
  }

  begin(): void {
    // Whoever wants it looks at it in due time; another failure may come first.
    this.result().catch(() => {});
  }

  /** Begun now at the latest. @throws as `proveBeside` */
  result(): Promise<DatabaseProof> {
    this.#proof ??= proveBeside(this.#path, this.#hooks);
    return this.#proof;
  }

  /** Resolves when it has let go of its file, whatever came of it. */
  async ended(): Promise<void> {
    await Promise.allSettled([this.#proof]);
  }
}
