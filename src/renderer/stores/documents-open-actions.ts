/** Opens a document, changes it, deletes it, and saves copies of it. */
import type { DocumentSummary } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { report, reportTrouble } from '../report.ts';
import { useOpenDocument } from './documents-open-store.ts';
import { goBack, turnTo, useNavigation } from './navigation-store.ts';
import { newestOnly } from './newest-only.ts';

/** Reads the document; what is shown of another one goes at once. */
export function openedDocument(documentId: string): Promise<void> {
  if (useOpenDocument.getState().document?.id !== documentId)
    useOpenDocument.setState({ document: null, content: null, failure: null });
  return readDocument(documentId);
}

const readDocument = newestOnly(
  (documentId: string) => invoke('documents:get', { documentId }),
  (result) =>
    useOpenDocument.setState(
      result.success
        ? { document: result.document, content: result.content, failure: null }
        : { failure: result },
    ),
);

/** Back to where the person came from. */
export function leaveDocument(): void {
  if (useNavigation.getState().earlier.length > 0) goBack();
  else turnTo({ screen: 'documents', documentId: null });
}

export const saveCopy = ({ id: documentId }: DocumentSummary): Promise<unknown> =>
  report(invoke('documents:saveCopy', { documentId }), { id: `copy ${documentId}`, silentCancel: true });

export async function deleteDocument({ id: documentId }: DocumentSummary): Promise<void> {
  const result = await report(invoke('documents:delete', { documentId }), { id: `delete ${documentId}` });
  const { place } = useNavigation.getState();
  if (result.success && place.screen === 'documents' && place.documentId === documentId) leaveDocument();
}

type Change = Partial<Pick<DocumentSummary, 'name' | 'tags' | 'case'>>;

const changed = (document: DocumentSummary, change: Change) => {
  const { id: documentId, name, tags, case: owner } = { ...document, ...change };
  return invoke('documents:change', { documentId, name, tags, caseId: owner?.id ?? null });
};

/** For a form, which says itself why it could not be saved. */
export async function saveDocument(document: DocumentSummary, change: Change) {
  const result = await changed(document, change);
  if (!result.success) return result;
  await report(Promise.resolve(result), { id: `document ${document.id}` });
  return null;
}

/** Shows the tags at once; they go back to what they were when they cannot be saved. */
export async function tagDocument(document: DocumentSummary, tags: string[]): Promise<void> {
  useOpenDocument.setState({ document: { ...document, tags } });
  const saved = await reportTrouble(changed(document, { tags }), { id: `document ${document.id}` });
  useOpenDocument.setState((state) =>
    state.document?.id === document.id ? { document: saved?.document ?? document } : state,
  );
}
