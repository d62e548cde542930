/** What a dialog is about; it is kept while the dialog fades out, so that its words do not vanish first. */
import { useState } from 'react';
import { flushSync } from 'react-dom';

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
    open: (target) => {
      // A dialog gives the focus back only if it was there, closed, when it was opened.
      flushSync(() => setState({ target, opened: false }));
      setState({ target, opened: true });
    },
    close: () => setState((earlier) => ({ ...earlier, opened: false })),
  };
}
