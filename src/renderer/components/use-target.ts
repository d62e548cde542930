/** What a dialog is about; it is kept while the dialog fades out, so that its words do not vanish first. */
import { useState } from 'react';

export interface Target<T> {
  readonly target: T | null;
  readonly opened: boolean;
  readonly open: (target: T) => void;
  readonly close: () => void;
}

export function useTarget<T>(): Target<T> {
  const [state, setState] = useState<{ readonly target: T | null; readonly opened: boolean }>({
    target: null,
    opened: false,
  });
  return {
    ...state,
    open: (target) => setState({ target, opened: true }),
    close: () => setState((earlier) => ({ ...earlier, opened: false })),
  };
}
