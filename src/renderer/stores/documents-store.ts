/** Lists of documents as far as they have been fetched: that of the whole practice, and that of the case that is open. */
import type { DocumentListRequest, DocumentSummary, Failure } from '@causebook/contracts';
import { createStore, type StoreApi } from 'zustand';

export type DocumentKind = NonNullable<DocumentListRequest['kind']>;

export interface DocumentsState {
  /** Null for the documents of the whole practice. */
  readonly caseId: string | null;
  readonly search: string;
  readonly tag: string | null;
  readonly kind: DocumentKind | null;
  readonly documents: readonly DocumentSummary[];
  readonly total: number;
  /** All tags of the practice, most used first. */
  readonly tags: readonly string[];
  /** What `documents` answers; differs from `search` while a newer request is under way. */
  readonly shownSearch: string;
  readonly loaded: boolean;
  readonly loadingMore: boolean;
  readonly failure: Failure | null;
}

export const noDocuments: DocumentsState = {
  caseId: null,
  search: '',
  tag: null,
  kind: null,
  documents: [],
  total: 0,
  tags: [],
  shownSearch: '',
  loaded: false,
  loadingMore: false,
  failure: null,
};

export type DocumentsStore = StoreApi<DocumentsState>;

export const allDocumentsStore: DocumentsStore = createStore(() => noDocuments);
export const caseDocumentsStore: DocumentsStore = createStore(() => noDocuments);

export const selectHasMore = (state: DocumentsState): boolean => state.documents.length < state.total;
export const selectIsFiltered = (state: DocumentsState): boolean =>
  state.search.trim() !== '' || state.tag !== null || state.kind !== null;
