/** The documents of a case. */
import { useStore } from 'zustand';
import { Card } from '../../components/Card.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { DocumentIcon } from '../../icons.tsx';
import { caseDocuments, turnToCase } from '../../stores/documents-actions.ts';
import { caseDocumentsStore } from '../../stores/documents-store.ts';
import { useFresh } from '../../stores/use-fresh.ts';
import { AddButton } from './AddButton.tsx';
import { DocumentList } from './DocumentList.tsx';

export function CaseDocuments({ caseId }: { readonly caseId: string }) {
  const isThisCase = useStore(caseDocumentsStore, (state) => state.caseId === caseId);
  useFresh(
    ['document'],
    () => {
      turnToCase(caseId);
      void caseDocuments.refresh();
    },
    caseId,
  );
  return (
    <Card
      title="Documents"
      description="Drop files anywhere on this page to add them to this case."
      actions={<AddButton caseId={caseId} size="sm" />}
    >
      {isThisCase && (
        <DocumentList
          store={caseDocumentsStore}
          actions={caseDocuments}
          showCase={false}
          empty={
            <EmptyState icon={<DocumentIcon size={32} />}>
              This case has no documents yet. Drop files here, or choose them with “Add documents…”.
            </EmptyState>
          }
        />
      )}
    </Card>
  );
}
