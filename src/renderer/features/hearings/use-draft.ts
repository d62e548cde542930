/** What a person types into a form of a dialog: begun anew each time that the dialog opens. */
import { useState } from 'react';

export function useDraft<Draft>(opened: boolean, begin: () => Draft) {
  const [draft, setDraft] = useState(begin);
  const [touched, setTouched] = useState(false);
  const [wasOpened, setWasOpened] = useState(opened);
  if (opened !== wasOpened) {
    setWasOpened(opened);
    if (opened) {
      setDraft(begin());
      setTouched(false);
    }
  }
  return {
    draft,
    /** Whether the person changed anything. */
    touched,
    /** By the person. */
    change: (fields: Partial<Draft>): void => {
      setTouched(true);
      setDraft((before) => ({ ...before, ...fields }));
    },
    /** By what was read meanwhile. */
    fill: (fields: (before: Draft) => Partial<Draft>): void =>
      setDraft((before) => ({ ...before, ...fields(before) })),
  };
}
