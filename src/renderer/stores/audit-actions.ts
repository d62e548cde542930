/** Reads the activity: anew when something happened or another person is chosen, further when asked for more. */
import { invoke } from '../bridge.ts';
import { useAudit } from './audit-store.ts';
import { newestOnly } from './newest-only.ts';

const PAGE = 50;
const LARGEST_PAGE = 200;

const fetchAudit = newestOnly(
  (mode: 'anew' | 'more') => {
    const { userId, entries } = useAudit.getState();
    const page =
      mode === 'more'
        ? { after: entries.at(-1)?.id ?? null, limit: PAGE }
        : { limit: Math.min(Math.max(entries.length, PAGE), LARGEST_PAGE) };
    return invoke('audit:list', { userId, ...page });
  },
  (result, mode) => {
    const rest = { loaded: true, loadingMore: false };
    if (!result.success) {
      useAudit.setState({ ...rest, failure: result });
      return;
    }
    const earlier = mode === 'more' ? useAudit.getState().entries : [];
    const entries = [...earlier, ...result.entries];
    useAudit.setState({ ...rest, entries, hasMore: result.hasMore, failure: null });
  },
);

export const refreshAudit = (): Promise<void> => fetchAudit('anew');

export function showMoreAudit(): Promise<void> {
  useAudit.setState({ loadingMore: true });
  return fetchAudit('more');
}

export function showAuditOf(userId: string | null): Promise<void> {
  useAudit.setState({ userId, entries: [], loaded: false });
  return fetchAudit('anew');
}
