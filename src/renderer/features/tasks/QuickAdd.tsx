/** A task in one line: typed, and written down with Enter. What else belongs to it stands behind "Details". */
import { Button, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRef, useState, type FormEvent } from 'react';
import { DayInput } from '../../components/DayInput.tsx';
import { addTask } from '../../stores/tasks-actions.ts';
import classes from './tasks.module.css';

/** What has been typed so far. */
export interface Begun {
  readonly title: string;
  readonly dueOn: string | null;
}

interface Props {
  readonly caseId: string | null;
  /** The day that is proposed. */
  readonly dueOn: string | null;
  /** Whether the key N leads here. */
  readonly hasKey?: boolean;
  readonly onMore: (begun: Begun) => void;
}

/** Keys are words where something is typed. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]');

const isInDialog = (): boolean => document.querySelector('[role="dialog"]') !== null;

export function QuickAdd({ caseId, dueOn: proposed, hasKey = false, onMore }: Props) {
  const [title, setTitle] = useState('');
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  const [adding, setAdding] = useState(false);
  const line = useRef<HTMLInputElement>(null);
  const dueOn = chosen === undefined ? proposed : chosen;

  const goThere = (event: KeyboardEvent): void => {
    if (!hasKey || isTyping(event.target) || isInDialog()) return;
    event.preventDefault();
    line.current?.focus();
  };
  useHotkeys([['n', goThere, { preventDefault: false }]], []);

  const clear = (): void => {
    setTitle('');
    setChosen(undefined);
  };
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (adding) return;
    line.current?.focus();
    if (title.trim() === '') return;
    setAdding(true);
    if (await addTask({ title, caseId, dueOn })) clear();
    setAdding(false);
  };
  return (
    <form className={classes.quick} onSubmit={(event) => void add(event)} noValidate>
      <TextInput
        ref={line}
        className={classes.quickLine}
        aria-label="New task"
        placeholder={hasKey ? 'What is to be done? (N)' : 'What is to be done?'}
        maxLength={500}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <DayInput aria-label="Due day" value={dueOn} onChange={setChosen} />
      <Button type="submit" loading={adding}>
        Add
      </Button>
      <Button
        variant="default"
        onClick={() => {
          onMore({ title, dueOn });
          clear();
        }}
      >
        Details…
      </Button>
    </form>
  );
}
