/** The form in which a case is entered and edited. */
import type { CaseDetails } from '@causebook/contracts';
import { useState } from 'react';
import { failureOf } from '../../bridge.ts';
import { FormDialog } from '../../components/FormDialog.tsx';
import { saveCase } from '../../stores/case-actions.ts';
import { closeCaseForm, useCaseForm } from '../../stores/case-form-store.ts';
import { refreshVocabulary } from '../../stores/cases-actions.ts';
import { openCase } from '../../stores/navigation-store.ts';
import { useFresh } from '../../stores/use-fresh.ts';
import { checkDraft, draftOf } from './case-draft.ts';
import { CaseFields } from './CaseFields.tsx';

export function CaseFormDialog() {
  const form = useCaseForm((state) => state.form);
  if (form.kind === 'closed') return null;
  const details = form.kind === 'edit' ? form.details : null;
  return <Form key={details?.id ?? 'new'} details={details} />;
}

/** @param details null for a new case */
function Form({ details }: { readonly details: CaseDetails | null }) {
  const [start] = useState(() => draftOf(details));
  const [draft, setDraft] = useState(start);
  const [wrong, setWrong] = useState<{ readonly field: string; readonly problem: string } | null>(null);
  useFresh([], refreshVocabulary);

  const save = async () => {
    const checked = checkDraft(draft);
    if ('problem' in checked) {
      const { problem, remedy, field } = checked;
      setWrong({ field, problem });
      return { ...failureOf('INVALID_INPUT'), error: problem, message: problem, remedy };
    }
    setWrong(null);
    const result = await saveCase(details?.id ?? null, checked.draft);
    if ('failure' in result) return result.failure;
    if (details === null) {
      closeCaseForm();
      openCase(result.saved.id);
    }
    return null;
  };

  return (
    <FormDialog
      opened
      size="xl"
      title={details === null ? 'New case' : 'Edit the case'}
      saveLabel={details === null ? 'Add the case' : 'Save'}
      isChanged={draft !== start}
      onSave={save}
      onClose={closeCaseForm}
    >
      <CaseFields
        caseId={details?.id ?? null}
        draft={draft}
        wrong={wrong}
        onChange={(change) => setDraft((present) => ({ ...present, ...change }))}
      />
    </FormDialog>
  );
}
