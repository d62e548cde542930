/**
 * Everything that a thread can be asked to do. Runs in a thread of its own or, where there are none, in place. Until it is
 * asked for a proof it knows neither zod nor SQLite, so that a thread starts in a moment and needs little memory.
 */
import { checkDuties } from '../archive/check-duties.ts';
import { packDuties } from '../archive/pack-duties.ts';
import { fingerprintDuties } from '../increment/fingerprint-duties.ts';
import { proofDuties } from './proof-duties.ts';

export interface DutyHooks {
  readonly slots: readonly Buffer[];
  /** Whether nobody wants the result any more; asked between pieces. */
  readonly isCancelled: () => boolean;
}

export function dutiesWith(hooks: DutyHooks) {
  const packing = packDuties(hooks);
  const proving = proofDuties();
  return {
    ...packing,
    ...checkDuties(hooks),
    ...fingerprintDuties(hooks),
    ...proving,
    /** Closes what a task that was given up has left open. */
    putDown(): void {
      packing.putDown();
      proving.putDown();
    },
  };
}

/** Each takes its input and a function to tell bytes with, and answers with plain data. */
export type Duties = ReturnType<typeof dutiesWith>;
export type DutyName = keyof Duties;
export type DutyInput<Name extends DutyName> = Parameters<Duties[Name]>[0];
export type DutyResult<Name extends DutyName> = Awaited<ReturnType<Duties[Name]>>;
export type Tell = (bytes: number) => void;
