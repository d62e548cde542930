/** The way out of a damaged practice: what is offered, what a look at it found, and which newer entries were chosen. */
import type { Examination, Failure, NewerRows, RecoveryOptions, RepairResult } from '@causebook/contracts';
import { create } from 'zustand';

export type Merging =
  | { readonly kind: 'closed' }
  | { readonly kind: 'comparing' }
  | { readonly kind: 'choosing'; readonly newer: NewerRows };

export interface RecoveryState {
  readonly options: RecoveryOptions | null;
  readonly failure: Failure | null;
  readonly examination: Examination | null;
  readonly isExamining: boolean;
  /** Why the look was not finished. */
  readonly examineFailure: Failure | null;
  readonly merging: Merging;
  /** The keys of the newer entries that are to come. */
  readonly chosen: ReadonlySet<string>;
  /** Whether the person is to be told what a salvage came to. */
  readonly isReportWanted: boolean;
  readonly result: RepairResult | null;
}

export const useRecovery = create<RecoveryState>()(() => ({
  options: null,
  failure: null,
  examination: null,
  isExamining: false,
  examineFailure: null,
  merging: { kind: 'closed' },
  chosen: new Set(),
  isReportWanted: false,
  result: null,
}));
