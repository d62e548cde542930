/** What has been done with backups, newest first. */
import type { BackupStatus, Failure, HistoryEntry } from '@causebook/contracts';
import { create } from 'zustand';

export interface HistoryState {
  readonly entries: readonly HistoryEntry[];
  readonly kind: HistoryEntry['kind'] | null;
  readonly status: BackupStatus | null;
  readonly loaded: boolean;
  readonly failure: Failure | null;
}

export const useHistory = create<HistoryState>()(() => ({
  entries: [],
  kind: null,
  status: null,
  loaded: false,
  failure: null,
}));

/** The entries that pass both filters. */
export const filterHistory = (
  entries: readonly HistoryEntry[],
  { kind, status }: Pick<HistoryState, 'kind' | 'status'>,
): readonly HistoryEntry[] =>
  entries.filter(
    (entry) => (kind === null || entry.kind === kind) && (status === null || entry.status === status),
  );
