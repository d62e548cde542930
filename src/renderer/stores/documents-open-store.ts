/** The document that is open, and what the store holds for it. */
import type { ContentState, DocumentSummary, Failure } from '@causebook/contracts';
import { create } from 'zustand';

export interface OpenDocumentState {
  readonly document: DocumentSummary | null;
  readonly content: ContentState | null;
  readonly failure: Failure | null;
}

export const useOpenDocument = create<OpenDocumentState>()(() => ({
  document: null,
  content: null,
  failure: null,
}));
