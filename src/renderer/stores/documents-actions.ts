/** Fetches lists of documents: anew when the words, a filter or the data change, further when the person asks for more. */
import { invoke } from '../bridge.ts';
import {
  noDocuments,
  allDocumentsStore,
  caseDocumentsStore,
  type DocumentsState,
  type DocumentsStore,
} from './documents-store.ts';
import { newestOnly } from './newest-only.ts';

export const PAGE_SIZE = 100;
const LARGEST_PAGE = 200;
const TYPING_PAUSE = 80;

export interface DocumentsActions {
  /** Fetches the list again from its start; at least as much as was shown, as far as one page goes. */
  refresh(): Promise<void>;
  showMore(): Promise<void>;
  /** Fetches as soon as the typing pauses. */
  search(search: string): void;
  filter(change: Partial<Pick<DocumentsState, 'tag' | 'kind'>>): void;
  showAll(): void;
}

function actionsOf(store: DocumentsStore): DocumentsActions {
  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  const fetchDocuments = newestOnly(
    async (mode: 'anew' | 'more') => {
      const { caseId, search, tag, kind, documents } = store.getState();
      const page =
        mode === 'more'
          ? { offset: documents.length, limit: PAGE_SIZE }
          : { offset: 0, limit: Math.min(Math.max(documents.length, PAGE_SIZE), LARGEST_PAGE) };
      const request = { caseId, search: search.trim(), tag, kind, ...page };
      return { request, result: await invoke('documents:list', request) };
    },
    ({ request, result }, mode) => {
      if (!result.success) {
        store.setState({ failure: result, loaded: true, loadingMore: false });
        return;
      }
      const { documents, total, tags } = result;
      const earlier = mode === 'more' ? store.getState().documents : [];
      store.setState({
        documents: [...earlier, ...documents],
        total,
        tags,
        shownSearch: request.search,
        loaded: true,
        loadingMore: false,
        failure: null,
      });
    },
  );
  const startOver = (change: Partial<DocumentsState>): void => {
    clearTimeout(typingTimer);
    store.setState({ ...change, loadingMore: false });
  };
  return {
    refresh: () => fetchDocuments('anew'),
    showMore: () => {
      store.setState({ loadingMore: true });
      return fetchDocuments('more');
    },
    search: (search) => {
      startOver({ search });
      typingTimer = setTimeout(() => void fetchDocuments('anew'), TYPING_PAUSE);
    },
    filter: (change) => {
      startOver(change);
      void fetchDocuments('anew');
    },
    showAll: () => {
      startOver({ search: '', tag: null, kind: null });
      void fetchDocuments('anew');
    },
  };
}

export const allDocuments: DocumentsActions = actionsOf(allDocumentsStore);
export const caseDocuments: DocumentsActions = actionsOf(caseDocumentsStore);

/** Turns the list of a case to that case, empty until its documents are there. */
export function turnToCase(caseId: string): void {
  if (caseDocumentsStore.getState().caseId !== caseId)
    caseDocumentsStore.setState({ ...noDocuments, caseId });
}
