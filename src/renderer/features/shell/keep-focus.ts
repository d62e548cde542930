/** When what has the focus is taken away, the keyboard goes on in the content instead of at the top of the window. */

/** A dialog that closes gives the focus back by itself, a moment later. */
const PATIENCE = 50;

/** @returns the function that stops it */
export function keepFocus(home: () => HTMLElement | null): () => void {
  let last: EventTarget | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const remember = ({ target }: FocusEvent): void => {
    last = target;
  };
  const isLost = (): boolean =>
    document.activeElement === document.body && last instanceof Element && !last.isConnected;
  const observer = new MutationObserver(() => {
    if (!isLost()) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      // A dialog that is open looks after its own focus.
      if (isLost() && document.querySelector('[role="dialog"]') === null)
        home()?.focus({ preventScroll: true });
    }, PATIENCE);
  });
  document.addEventListener('focusin', remember);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    clearTimeout(timer);
    document.removeEventListener('focusin', remember);
    observer.disconnect();
  };
}
