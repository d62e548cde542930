/** Listens for the keys that work on every screen. */
import { useEffect } from 'react';
import { show } from '../../stores/show.ts';
import { signOut } from '../../stores/users-actions.ts';
import { selectSignedIn, useUsers } from '../../stores/users-store.ts';
import { commandOf } from './shortcuts.ts';

export const isMac = /mac/i.test(globalThis.navigator?.platform ?? '');

function isTypingIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}

function obey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const command = commandOf(event, { isMac, isTyping: isTypingIn(event.target) });
  if (command === null) return;
  // The page's engine has its own meaning for some of them.
  event.preventDefault();
  if (command !== 'switchUser') show(command);
  else if (selectSignedIn(useUsers.getState()) !== null) void signOut();
}

export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', obey);
    return () => window.removeEventListener('keydown', obey);
  }, []);
}
