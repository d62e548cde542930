/** A form that edits a copy of what is saved, and follows when that changes. */
import { useEffect, useRef, useState, type FormEvent, type RefObject } from 'react';

/** What a draft says: something that can be saved, or what is wrong with which field. */
export type Checked<Saved, Errors> =
  { readonly ok: true; readonly value: Saved } | { readonly ok: false; readonly errors: Errors };

interface Editing<Saved, Draft, Errors> {
  /** As it is saved now. */
  readonly saved: Saved;
  /** Two values with the same draft are the same to the person. */
  readonly toDraft: (saved: Saved) => Draft;
  readonly check: (draft: Draft) => Checked<Saved, Errors>;
  readonly isSaving: boolean;
  readonly save: (value: Saved) => void;
}

export interface Edited<Draft, Errors> {
  readonly draft: Draft;
  readonly errors: Partial<Errors>;
  readonly change: (part: Partial<Draft>) => void;
  readonly form: RefObject<HTMLFormElement | null>;
  /** Saves, or leads to the first field that is wrong. */
  readonly submit: (event: FormEvent) => void;
}

export function useDraft<Saved, Draft extends object, Errors extends object>({
  saved,
  toDraft,
  check,
  isSaving,
  save,
}: Editing<Saved, Draft, Errors>): Edited<Draft, Errors> {
  const [draft, setDraft] = useState(() => toDraft(saved));
  const [errors, setErrors] = useState<Partial<Errors>>({});
  const [shown, setShown] = useState(saved);
  const form = useRef<HTMLFormElement>(null);

  // Saved here or changed elsewhere: the form follows, and whoever pressed "Save" keeps the focus.
  if (shown !== saved) {
    setShown(saved);
    if (JSON.stringify(toDraft(shown)) !== JSON.stringify(toDraft(saved))) {
      setDraft(toDraft(saved));
      setErrors({});
    }
  }

  useEffect(() => {
    if (Object.keys(errors).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  return {
    draft,
    errors,
    form,
    change: (part) => {
      setDraft({ ...draft, ...part });
      setErrors({});
    },
    submit: (event) => {
      event.preventDefault();
      // Not `disabled` while it is saved: that would take the focus away from whoever just pressed it.
      if (isSaving) return;
      const checked = check(draft);
      if (checked.ok) save(checked.value);
      else setErrors(checked.errors);
    },
  };
}
