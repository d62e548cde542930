/** Fetches the case list: anew when the words, the filter or the data change, further when the person asks for more. */
import type { CaseStatus } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { useCases } from './cases-store.ts';
import { newestOnly } from './newest-only.ts';

export const PAGE_SIZE = 100;
const LARGEST_PAGE = 200;
const TYPING_PAUSE = 80;

let typingTimer: ReturnType<typeof setTimeout> | undefined;

const fetchCases = newestOnly(
  async (mode: 'anew' | 'more') => {
    const { search, status, cases } = useCases.getState();
    const page =
      mode === 'more'
        ? { offset: cases.length, limit: PAGE_SIZE }
        : { offset: 0, limit: Math.min(Math.max(cases.length, PAGE_SIZE), LARGEST_PAGE) };
    return { search, result: await invoke('cases:list', { search: search.trim(), status, ...page }) };
  },
  ({ search, result }, mode) => {
    if (!result.success) {
      useCases.setState({ failure: result, loaded: true, loadingMore: false });
      return;
    }
    const earlier = mode === 'more' ? useCases.getState().cases : [];
    useCases.setState({
      cases: [...earlier, ...result.cases],
      total: result.total,
      shownSearch: search.trim(),
      loaded: true,
      loadingMore: false,
      failure: null,
    });
  },
);

/** Fetches the list again from its start; at least as much as was shown, as far as one page goes. */
export const refreshCases = (): Promise<void> => fetchCases('anew');

export function showMoreCases(): Promise<void> {
  useCases.setState({ loadingMore: true });
  return fetchCases('more');
}

function startOver(change: { readonly search?: string; readonly status?: CaseStatus | null }): void {
  useCases.setState({ ...change, loadingMore: false });
  clearTimeout(typingTimer);
}

/** Fetches as soon as the typing pauses. */
export function searchCases(search: string): void {
  startOver({ search });
  typingTimer = setTimeout(() => void fetchCases('anew'), TYPING_PAUSE);
}

export function filterCases(status: CaseStatus | null): void {
  startOver({ status });
  void fetchCases('anew');
}

export function clearCaseFilters(): void {
  startOver({ search: '', status: null });
  void fetchCases('anew');
}
