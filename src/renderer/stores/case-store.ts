/** The case that is open. */
import type { AuditEntry, CaseDetails, Failure } from '@causebook/contracts';
import { create } from 'zustand';

export interface CaseState {
  /** Which case `details` and `failure` are about. */
  readonly caseId: string | null;
  readonly details: CaseDetails | null;
  readonly failure: Failure | null;
}

export const useCase = create<CaseState>()(() => ({ caseId: null, details: null, failure: null }));

/** Who did what in a case, the newest first. */
export interface CaseHistoryState {
  readonly caseId: string | null;
  readonly entries: readonly AuditEntry[];
  readonly hasMore: boolean;
  readonly loaded: boolean;
  readonly failure: Failure | null;
}

export const useCaseHistory = create<CaseHistoryState>()(() => ({
  caseId: null,
  entries: [],
  hasMore: false,
  loaded: false,
  failure: null,
}));
