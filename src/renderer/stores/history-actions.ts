/** Reads the history and sets its filters. */
import type { HistoryEntry } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import type { HistoryOutcome } from './history-outcome.ts';
import { useHistory } from './history-store.ts';
import { newestOnly } from './newest-only.ts';

const MOST = 200;

export const refreshHistory = newestOnly(
  () => invoke('backup:listHistory', { limit: MOST }),
  (result) =>
    useHistory.setState(
      result.success
        ? { entries: result.entries, loaded: true, failure: null }
        : { loaded: true, failure: result },
    ),
);

export const filterHistoryKind = (kind: HistoryEntry['kind'] | null): void => useHistory.setState({ kind });
export const filterHistoryOutcome = (outcome: HistoryOutcome | null): void =>
  useHistory.setState({ outcome });
