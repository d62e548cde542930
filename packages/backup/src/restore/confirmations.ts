/** Confirmations of a restore: each belongs to one preview, one file and one window, works once, and expires. */
import { randomUUID } from 'node:crypto';
import { AppError } from '@causebook/contracts';

const LIFETIME_MS = 15 * 60_000;

/** From a preview; who confirms must be who looked. */
export interface Confirmation {
  readonly token: string;
  readonly owner: string;
}

interface Issued {
  readonly filePath: string;
  readonly checksum: string;
  /** Who asked, e.g. the id of a window. */
  readonly owner: string;
  readonly expiresAt: number;
}

export class Confirmations {
  readonly #open = new Map<string, Issued>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  issue(of: Pick<Issued, 'filePath' | 'checksum' | 'owner'>): { token: string; expiresAt: string } {
    const now = this.#now().getTime();
    for (const [token, { expiresAt }] of this.#open) if (expiresAt <= now) this.#open.delete(token);
    const token = randomUUID();
    this.#open.set(token, { ...of, expiresAt: now + LIFETIME_MS });
    return { token, expiresAt: new Date(now + LIFETIME_MS).toISOString() };
  }

  /**
   * Uses a confirmation up. Returns the SHA-256 that the file had when it was previewed; null when the person has
   * confirmed in another way.
   * @throws AppError CONFIRMATION_EXPIRED
   */
  redeem(confirmation: Confirmation | null, filePath: string): string | null {
    if (confirmation === null) return null;
    const { token, owner } = confirmation;
    const found = this.#open.get(token);
    this.#open.delete(token);
    if (
      !found ||
      found.expiresAt <= this.#now().getTime() ||
      found.filePath !== filePath ||
      found.owner !== owner
    ) {
      throw new AppError('CONFIRMATION_EXPIRED');
    }
    return found.checksum;
  }
}
