/** The case list: what is asked for, and as many of its pages as were looked at. */
import type {
  CaseFilter,
  CaseOrder,
  CaseSummary,
  CaseVocabulary,
  Failure,
  SavedFilter,
} from '@causebook/contracts';
import { create } from 'zustand';

export const PAGE_SIZE = 100;

export const noFilter: CaseFilter = {
  search: '',
  status: null,
  court: null,
  kind: null,
  lawyerId: null,
  nextHearing: null,
};

export const usualOrder: CaseOrder = { by: 'nextHearing', descending: false };

export interface CasesState {
  readonly filter: CaseFilter;
  readonly order: CaseOrder;
  /** By their number; each has up to PAGE_SIZE cases. */
  readonly pages: ReadonlyMap<number, readonly CaseSummary[]>;
  /** Cases that pass the filter. */
  readonly total: number;
  /** Cases of the practice. */
  readonly all: number;
  /** What the pages answer; differs from `filter` while a newer question is under way. */
  readonly shownFilter: CaseFilter;
  /** Counts the questions that were answered: with every new one the list begins at its top. */
  readonly question: number;
  readonly loaded: boolean;
  readonly failure: Failure | null;
  /** The row that the keyboard is at, from 0. */
  readonly selected: number | null;
  readonly filters: readonly SavedFilter[];
  readonly vocabulary: CaseVocabulary;
}

export const useCases = create<CasesState>()(() => ({
  filter: noFilter,
  order: usualOrder,
  pages: new Map(),
  total: 0,
  all: 0,
  shownFilter: noFilter,
  question: 0,
  loaded: false,
  failure: null,
  selected: null,
  filters: [],
  vocabulary: { courts: [], kinds: [], stages: [], judges: [] },
}));

/** The case in that row, or undefined while its page is not there. */
export const caseAt = ({ pages }: CasesState, row: number): CaseSummary | undefined =>
  pages.get(Math.floor(row / PAGE_SIZE))?.[row % PAGE_SIZE];

/** A filter without the spaces around its words, for comparing and keeping. */
export const tidy = (filter: CaseFilter): CaseFilter => ({ ...filter, search: filter.search.trim() });

const key = (filter: CaseFilter): string => {
  const { search, status, court, kind, lawyerId, nextHearing } = tidy(filter);
  return JSON.stringify([search, status, court, kind, lawyerId, nextHearing]);
};

export const sameFilter = (one: CaseFilter, other: CaseFilter): boolean => key(one) === key(other);

export const selectIsFiltered = ({ filter }: CasesState): boolean => !sameFilter(filter, noFilter);

/** The saved filter that is applied now. */
export const selectApplied = ({ filters, filter, order }: CasesState): SavedFilter | undefined =>
  filters.find(
    (saved) =>
      sameFilter(saved.filter, filter) &&
      saved.order.by === order.by &&
      saved.order.descending === order.descending,
  );
