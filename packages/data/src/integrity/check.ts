/** What a check of the practice is: what it is given, what it answers, and how it stays in nobody's way. */
import { setImmediate as turn } from 'node:timers/promises';
import {
  MAX_DETAILS,
  throwIfCancelled,
  type CheckId,
  type CheckResult,
  type GenerationId,
  type Remedy,
} from '@causebook/contracts';
import type { Database } from '../database.ts';
import type { ProfilePaths } from '../profile-paths.ts';

export interface CheckContext {
  /** Open for reading only. */
  readonly database: Database;
  readonly paths: ProfilePaths;
  readonly generationId: GenerationId;
  readonly now: Date;
  readonly signal: AbortSignal;
  /** To be awaited every few hundred rows: lets a cancel come in. @throws AppError CANCELLED */
  readonly pause: () => Promise<void>;
}

export type Check = (context: CheckContext) => CheckResult | Promise<CheckResult>;

/** Milliseconds of work at a stretch. */
const STRETCH = 40;

export function pauser(signal: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < STRETCH) return;
    await turn();
    throwIfCancelled(signal);
    since = performance.now();
  };
}

/** Findings in words: the first few in full, the others counted. */
export class Findings {
  readonly details: string[] = [];
  more = 0;

  get count(): number {
    return this.details.length + this.more;
  }

  add(finding: string): void {
    if (this.details.length < MAX_DETAILS) this.details.push(finding);
    else this.more += 1;
  }
}

const nothing = new Findings();

interface About {
  readonly findings?: Findings;
  readonly remedy: Remedy | null;
}

const result = (
  check: CheckId,
  isPassed: boolean,
  message: string,
  { findings = nothing, remedy }: About,
): CheckResult => ({
  check,
  passed: isPassed,
  message,
  details: [...findings.details],
  more: findings.more,
  remedy,
});

export const passed = (check: CheckId, message: string, about: About = { remedy: null }): CheckResult =>
  result(check, true, message, about);

export const failed = (check: CheckId, message: string, about: About): CheckResult =>
  result(check, false, message, about);
