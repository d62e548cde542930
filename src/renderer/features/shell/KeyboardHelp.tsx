/** The keys that work on every screen. */
import { Kbd, Modal } from '@mantine/core';
import { useKeyboardHelp } from '../../stores/show.ts';
import { shortcuts } from './shortcuts.ts';
import { isMac } from './use-shortcuts.ts';
import classes from './shell.module.css';

const others: readonly { readonly keys: readonly string[]; readonly words: string }[] = [
  { keys: isMac ? ['⌘', '['] : ['Alt', '←'], words: 'Back to where you were' },
  { keys: [isMac ? '⌘' : 'Ctrl', 'B'], words: 'Back up now' },
  { keys: [isMac ? '⌘' : 'Ctrl', 'Enter'], words: 'Save a form' },
  { keys: ['Esc'], words: 'Close a dialog' },
  { keys: [isMac ? '⌘' : 'Ctrl', '+'], words: 'Larger; with − smaller, with 0 as it was' },
  { keys: ['?'], words: 'This list' },
];

function Line({ keys, words }: { readonly keys: readonly string[]; readonly words: string }) {
  return (
    <div className={classes.shortcut}>
      <dt>{words}</dt>
      <dd>
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </div>
  );
}

export function KeyboardHelp() {
  const opened = useKeyboardHelp((state) => state.opened);
  return (
    <Modal
      opened={opened}
      onClose={() => useKeyboardHelp.setState({ opened: false })}
      title="Keyboard shortcuts"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <dl className={classes.shortcuts}>
        {shortcuts.map(({ key, words }) => (
          <Line key={key} keys={[isMac ? '⌘' : 'Ctrl', key.toUpperCase()]} words={words} />
        ))}
        {others.map(({ keys, words }) => (
          <Line key={words} keys={keys} words={words} />
        ))}
      </dl>
    </Modal>
  );
}
