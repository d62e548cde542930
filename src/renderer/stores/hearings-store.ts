/** The calendar as it is shown, the hearings of the case that is open, and what is being printed. */
import type { Failure, Hearing, HearingDay } from '@causebook/contracts';
import { create } from 'zustand';

export interface HearingsState {
  /** The days of the stretch that was read last. */
  readonly days: readonly HearingDay[];
  /** Only cases of this lawyer; null means all. */
  readonly lawyerId: string | null;
  readonly failure: Failure | null;
}

export const useHearings = create<HearingsState>()(() => ({ days: [], lawyerId: null, failure: null }));

export interface CaseHearingsState {
  /** The case whose hearings these are. */
  readonly caseId: string | null;
  /** The latest day first. */
  readonly hearings: readonly Hearing[];
  readonly failure: Failure | null;
}

export const useCaseHearings = create<CaseHearingsState>()(() => ({
  caseId: null,
  hearings: [],
  failure: null,
}));
