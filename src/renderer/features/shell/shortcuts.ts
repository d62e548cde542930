/** Which keys do what, on every screen. */
import type { Shown } from '../../stores/show.ts';

export type Command = Shown | 'switchUser';

interface Shortcut {
  readonly command: Command;
  /** What it does, as the help says it. */
  readonly words: string;
  /** The keys beside Ctrl, or ⌘ on a Mac. */
  readonly key: string;
  readonly keyLabel?: string;
}

/** Together with Ctrl, or ⌘ on a Mac. */
export const shortcuts: readonly Shortcut[] = [
  { command: 'search', words: 'Search everything', key: 'k' },
  { command: 'newCase', words: 'New case', key: 'n' },
  { command: 'today', words: 'Today', key: '1' },
  { command: 'cases', words: 'Cases', key: '2' },
  { command: 'hearings', words: 'Hearings', key: '3' },
  { command: 'tasks', words: 'Tasks', key: '4' },
  { command: 'documents', words: 'Documents', key: '5' },
  { command: 'settings', words: 'Settings', key: ',' },
  { command: 'switchUser', words: 'Switch user, where several people work', key: 'l' },
];

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

interface Surroundings {
  readonly isMac: boolean;
  /** Whether what is typed goes into a field. */
  readonly isTyping: boolean;
}

/** What a pressed key asks for; null when it is none of ours. */
export function commandOf(pressed: Pressed, { isMac, isTyping }: Surroundings): Command | null {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = pressed;
  const [held, other] = isMac ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  if (other) return null;
  if (isBack(pressed, isMac)) return isTyping && isMac ? null : 'back';
  if (!held && !altKey && key === '?' && !isTyping) return 'keyboard';
  if (!held || altKey || shiftKey) return null;
  // On some keyboards a figure needs Shift; its place is the same everywhere.
  const figure = /^Digit([1-5])$/.exec(code)?.[1];
  const wanted = figure ?? key.toLowerCase();
  return shortcuts.find((shortcut) => shortcut.key === wanted)?.command ?? null;
}

const isBack = ({ key, altKey, metaKey, ctrlKey, shiftKey }: Pressed, isMac: boolean): boolean =>
  isMac
    ? metaKey && key === '[' && !altKey && !shiftKey
    : altKey && key === 'ArrowLeft' && !ctrlKey && !shiftKey;
