/** Single keys that do something on a screen, as long as nobody is typing and no dialog is open. */
import { useEffect, useEffectEvent } from 'react';

/** Fields that take letters; a radio button does not. */
const TYPED_INTO =
  'input:not([type="radio"], [type="checkbox"]), textarea, select, [role="listbox"], [role="menu"]';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest(TYPED_INTO) !== null);

const isCovered = (): boolean => document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;

/** Calls what is named by the key that is pressed, e.g. `{ n: newCase }`. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const action = keys[event.key.toLowerCase()];
    if (action === undefined || event.defaultPrevented || event.repeat) return;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isCovered()) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => press(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
