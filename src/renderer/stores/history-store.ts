/** What has been done with backups, newest first. */
import type { Failure, HistoryEntry } from '@causebook/contracts';
import { create } from 'zustand';
import { outcomeOf, type HistoryOutcome } from './history-outcome.ts';

export interface HistoryState {
  readonly entries: readonly HistoryEntry[];
  readonly kind: HistoryEntry['kind'] | null;
  readonly outcome: HistoryOutcome | null;
  readonly loaded: boolean;
  readonly failure: Failure | null;
}

export const useHistory = create<HistoryState>()(() => ({
  entries: [],
  kind: null,
  outcome: null,
  loaded: false,
  failure: null,
}));

/** The entries that pass both filters. */
export const filterHistory = (
  entries: readonly HistoryEntry[],
  { kind, outcome }: Pick<HistoryState, 'kind' | 'outcome'>,
): readonly HistoryEntry[] =>
  entries.filter(
    (entry) =>
      (kind === null || entry.kind === kind) && (outcome === null || outcomeOf(entry).outcome === outcome),
  );
