/** One task in a list: ticked when it is done, opened by its title, and with a way back where it has just gone. */
import type { Task } from '@causebook/contracts';
import { ActionIcon, Button } from '@mantine/core';
import { NotForClerks } from '../../components/NotForClerks.tsx';
import { TrashIcon } from '../../icons.tsx';
import { useClock } from '../../stores/clock-store.ts';
import { openCase } from '../../stores/navigation-store.ts';
import type { Row } from '../../components/held-rows.ts';
import { groupOf, whenInWords } from './task-words.ts';
import classes from './tasks.module.css';

export interface TaskActions {
  readonly onEdit: (task: Task) => void;
  readonly onDone: (task: Task, done: boolean) => void;
  readonly onDelete: (task: Task) => void;
  readonly onBringBack: (row: Row<Task>) => void;
}

interface Props extends TaskActions {
  readonly row: Row<Task>;
  readonly today: string;
  /** Whether the case is named; not on the page of the case. */
  readonly namesCase: boolean;
  /** Whether it has just been brought back, so that the keyboard goes on here. */
  readonly isBack: boolean;
}

function About({ task, today, namesCase }: { readonly task: Task } & Pick<Props, 'today' | 'namesCase'>) {
  const now = useClock((state) => state.now);
  const { case: named, assigneeName } = task;
  const when = whenInWords(task, { today, now });
  return (
    <div className={classes.about}>
      {when !== '' && (
        <span data-group={groupOf(task, today)} className={classes.due}>
          {when}
        </span>
      )}
      {named !== null && namesCase && (
        <button type="button" className={classes.link} onClick={() => openCase(named.id, 'tasks')}>
          {[named.number, named.title].filter(Boolean).join(' · ')}
        </button>
      )}
      {assigneeName !== null && <span>{assigneeName}</span>}
    </div>
  );
}

/** Stays the same function, so that it takes the focus once and not with every change of the list. */
const focusOnArrival = (element: HTMLElement | null): void => element?.focus();

/** A button that is about to vanish hands the keyboard on to the tick of its row. */
const focusTick = ({ currentTarget }: { readonly currentTarget: HTMLElement }): void =>
  currentTarget.closest('li')?.querySelector('input')?.focus();

function DeletedRow({ row, onBringBack }: Pick<Props, 'row' | 'onBringBack'>) {
  return (
    <li className={classes.row} data-state="deleted">
      <span className={classes.gone}>“{row.entry.title}” is deleted.</span>
      <Button
        size="compact-sm"
        variant="default"
        // The button that deleted it is gone; the keyboard goes on from here.
        ref={focusOnArrival}
        onClick={() => onBringBack(row)}
      >
        Bring back
      </Button>
    </li>
  );
}

export function TaskRow(props: Props) {
  const { row, today, namesCase, isBack, onEdit, onDone, onDelete, onBringBack } = props;
  if (row.deletionId !== null) return <DeletedRow row={row} onBringBack={onBringBack} />;
  const { entry: task, was } = row;
  const isDone = task.doneAt !== null;
  const hasJustChanged = isDone !== (was.doneAt !== null);
  return (
    <li className={classes.row} data-state={isDone ? 'done' : 'open'}>
      <input
        type="checkbox"
        className={classes.tick}
        {...(isBack ? { ref: focusOnArrival } : {})}
        aria-label={`Done: ${task.title}`}
        checked={isDone}
        onChange={() => onDone(task, !isDone)}
      />
      <div className={classes.body}>
        {row.isGone ? (
          <span className={classes.title}>{task.title}</span>
        ) : (
          <button type="button" className={classes.title} title="Edit this task" onClick={() => onEdit(task)}>
            {task.title}
          </button>
        )}
        {task.notes !== '' && <p className={classes.notes}>{task.notes}</p>}
        <About task={task} today={today} namesCase={namesCase} />
      </div>
      {hasJustChanged && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={(event) => {
            focusTick(event);
            onDone(task, !isDone);
          }}
        >
          Undo
        </Button>
      )}
      {!hasJustChanged && (
        <NotForClerks>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="md"
            className={classes.remove}
            aria-label={`Delete “${task.title}”`}
            title="Delete this task"
            onClick={() => onDelete(task)}
          >
            <TrashIcon size={16} />
          </ActionIcon>
        </NotForClerks>
      )}
    </li>
  );
}
