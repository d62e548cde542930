/** The search over everything: what was typed, what was found, and which cases were open lately. */
import type { Failure, SearchHit, SearchKind } from '@causebook/contracts';
import { create } from 'zustand';

/** A case as the search offers it again. */
export interface RecentCase {
  readonly id: string;
  readonly number: string;
  readonly title: string;
}

export interface SearchState {
  readonly opened: boolean;
  readonly typed: string;
  /** What the hits answer; differs from `typed` while a newer question is under way. */
  readonly shown: string;
  readonly hits: readonly SearchHit[];
  /** Kinds of which there are more hits than are shown. */
  readonly more: readonly SearchKind[];
  readonly failure: Failure | null;
  /** The place of the choice that Enter opens. */
  readonly active: number;
  /** Enter was pressed before the answer was there: its first hit is opened as soon as it is. */
  readonly hurried: boolean;
  /** It was closed by going somewhere: the keyboard goes on there. */
  readonly left: boolean;
  /** Ids of the cases that were open lately, the last one first. */
  readonly recentIds: readonly string[];
  readonly recent: readonly RecentCase[];
}

export const nothingFound = {
  typed: '',
  shown: '',
  hits: [],
  more: [],
  failure: null,
  active: 0,
  hurried: false,
} as const satisfies Partial<SearchState>;

export const useSearch = create<SearchState>()(() => ({
  opened: false,
  ...nothingFound,
  left: false,
  recentIds: [],
  recent: [],
}));

export const openSearch = (): void =>
  useSearch.setState(({ opened }) => (opened ? {} : { opened: true, left: false }));
export const closeSearch = (): void => useSearch.setState({ opened: false, ...nothingFound });

/** Whether the choices are the recent cases, because nothing was typed. */
export const selectShowsRecent = ({ typed }: SearchState): boolean => typed.trim() === '';
export const selectChoices = (state: SearchState): number =>
  selectShowsRecent(state) ? state.recent.length : state.hits.length;
