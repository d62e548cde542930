/** The search over everything: opened by Ctrl+K or Cmd+K anywhere, answers as one types, steered by the keyboard. */
import { Modal, VisuallyHidden } from '@mantine/core';
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { listen } from '../../bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { SearchIcon } from '../../icons.tsx';
import {
  followOpenedCases,
  moveChoice,
  openChoice,
  refreshRecent,
  search,
  searchAgain,
} from '../../stores/search-actions.ts';
import {
  closeSearch,
  openSearch,
  selectChoices,
  selectShowsRecent,
  useSearch,
} from '../../stores/search-store.ts';
import { optionId, RESULTS, SearchResults } from './SearchResults.tsx';
import classes from './search.module.css';

/** What is half done in another dialog is not left behind. */
const dialogIsOpen = (): boolean => document.querySelector('[role="dialog"]') !== null;

function openByKey(event: globalThis.KeyboardEvent): void {
  if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
  if (event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (!dialogIsOpen()) openSearch();
}

/**
 * Has the keyboard as soon as it is there: a dialog gives it away a moment later, and whoever types at once would lose a
 * letter. Gives it back where it was, unless the person has gone somewhere.
 */
function useKeyboardAtOnce() {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    field.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && !useSearch.getState().left) before.focus({ preventScroll: true });
    };
  }, []);
  return field;
}

function SearchField() {
  const field = useKeyboardAtOnce();
  const typed = useSearch((state) => state.typed);
  const active = useSearch((state) => state.active);
  const hasChoices = useSearch((state) => selectChoices(state) > 0);
  const steer = (event: KeyboardEvent): void => {
    // A script that is being composed uses these keys itself.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') moveChoice(1);
    else if (event.key === 'ArrowUp') moveChoice(-1);
    else if (event.key === 'Enter') openChoice();
    else return;
    event.preventDefault();
  };
  return (
    <div className={classes.field}>
      <SearchIcon />
      <input
        ref={field}
        type="search"
        role="combobox"
        aria-label="Search everything"
        aria-autocomplete="list"
        aria-expanded={hasChoices}
        {...(hasChoices ? { 'aria-controls': RESULTS, 'aria-activedescendant': optionId(active) } : {})}
        className={classes.input}
        placeholder="A number, a name, a word of a note …"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        data-autofocus
        value={typed}
        onChange={(event) => search(event.currentTarget.value)}
        onKeyDown={steer}
      />
      <kbd className={classes.key}>Esc</kbd>
    </div>
  );
}

function Nothing() {
  return (
    <p className={classes.empty}>
      <strong>No entry has these words.</strong>
      Every word must begin a word of the entry or of its case. Try fewer words, or only their beginnings.
    </p>
  );
}

function Answer() {
  const failure = useSearch((state) => state.failure);
  const choices = useSearch(selectChoices);
  const showsRecent = useSearch(selectShowsRecent);
  const isAnswered = useSearch((state) => state.shown === state.typed);
  if (failure !== null && !showsRecent) {
    return (
      <div className={classes.failure}>
        <FailureNotice failure={failure} onRetry={() => void searchAgain()} />
      </div>
    );
  }
  if (choices > 0) return <SearchResults />;
  if (showsRecent) {
    return (
      <p className={classes.empty}>
        Finds cases, parties, hearings, tasks, orders and documents by what you wrote down.
      </p>
    );
  }
  return isAnswered ? <Nothing /> : <p className={classes.empty}>Searching …</p>;
}

/** Tells those who do not see the list how long it is. */
function Spoken() {
  const words = useSearch((state) => {
    if (selectShowsRecent(state) || state.shown !== state.typed || state.failure !== null) return '';
    const { length } = state.hits;
    return length === 0
      ? 'No entry has these words.'
      : `${length} ${length === 1 ? 'entry' : 'entries'} found.`;
  });
  return <VisuallyHidden role="status">{words}</VisuallyHidden>;
}

export function SearchDialog() {
  const opened = useSearch((state) => state.opened);
  useEffect(() => {
    window.addEventListener('keydown', openByKey);
    const stops = [
      followOpenedCases(),
      listen('app:show', ({ what }) => {
        if (what === 'search' && !dialogIsOpen()) openSearch();
      }),
    ];
    return () => {
      window.removeEventListener('keydown', openByKey);
      for (const stop of stops) stop();
    };
  }, []);
  useEffect(() => {
    if (opened) void refreshRecent();
  }, [opened]);
  return (
    <Modal.Root
      opened={opened}
      onClose={closeSearch}
      returnFocus={false}
      size="42rem"
      yOffset="8vh"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Search">
        <div className={classes.frame}>
          <SearchField />
          <Answer />
          <Spoken />
          <p className={classes.foot}>
            <span>↑ ↓ to choose</span>
            <span>Enter to open</span>
            <span>Esc to close</span>
          </p>
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}
