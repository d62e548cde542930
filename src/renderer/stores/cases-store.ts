/** The case list as far as it has been fetched. */
import type { CaseStatus, CaseSummary, Failure } from '@causebook/contracts';
import { create } from 'zustand';

export interface CasesState {
  readonly search: string;
  readonly status: CaseStatus | null;
  readonly cases: readonly CaseSummary[];
  readonly total: number;
  /** What `cases` answers; differs from `search` while a newer request is under way. */
  readonly shownSearch: string;
  readonly loaded: boolean;
  readonly loadingMore: boolean;
  readonly failure: Failure | null;
}

export const useCases = create<CasesState>()(() => ({
  search: '',
  status: null,
  cases: [],
  total: 0,
  shownSearch: '',
  loaded: false,
  loadingMore: false,
  failure: null,
}));

export const selectHasMore = (state: CasesState): boolean => state.cases.length < state.total;
export const selectIsFiltered = (state: CasesState): boolean =>
  state.search.trim() !== '' || state.status !== null;
