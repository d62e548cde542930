/** Tasks to tick, open and delete. What the person has just finished or deleted stays in sight with a way back. */
import type { Task } from '@causebook/contracts';
import { VisuallyHidden } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { bringBack } from '../../stores/deleted-actions.ts';
import { deleteTask, setTaskDone } from '../../stores/tasks-actions.ts';
import { hold, rowsOf, type Held, type Row } from '../../components/held-rows.ts';
import { groupOf, groupWords, taskGroups, type TaskGroup } from './task-words.ts';
import { TaskRow, type TaskActions } from './TaskRow.tsx';
import classes from './tasks.module.css';

interface Props {
  /** Accessible name. */
  readonly label: string;
  readonly tasks: readonly Task[];
  readonly today: string;
  /** The headings of the stretches of days in which they are due; without it they stand in one list. */
  readonly groupHeading?: 'h2' | 'h3';
  readonly namesCase?: boolean;
  /** Stands where there is none. */
  readonly empty: ReactNode;
  readonly onEdit: (task: Task) => void;
}

interface GroupProps extends TaskActions {
  readonly group: TaskGroup;
  readonly heading: 'h2' | 'h3';
  readonly rows: readonly Row<Task>[];
  readonly today: string;
  readonly namesCase: boolean;
  readonly backId: string | null;
}

function Group({ group, heading: Heading, rows, backId, ...rest }: GroupProps) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId}>
      <Heading id={headingId} className={classes.group} data-group={group}>
        {groupWords[group]}
      </Heading>
      <ul className={classes.list} aria-labelledby={headingId}>
        {rows.map((row) => (
          <TaskRow key={row.entry.id} row={row} isBack={row.entry.id === backId} {...rest} />
        ))}
      </ul>
    </section>
  );
}

/** The rows of a list, and what can be done with them. */
function useTaskRows(tasks: readonly Task[]) {
  const [held, setHeld] = useState<readonly Held<Task>[]>([]);
  const [said, setSaid] = useState('');
  const [backId, setBackId] = useState<string | null>(null);
  const rows = rowsOf(tasks, held);
  const keep = (entry: Task, deletionId: string | null, words: string): void => {
    setHeld((before) => hold(before, rowsOf(tasks, before), { entry, deletionId }));
    setSaid(words);
  };
  return {
    rows,
    said,
    backId,
    onDone: async (task: Task, done: boolean): Promise<void> => {
      const changed = await setTaskDone(task, done);
      if (changed) keep(changed, null, `“${task.title}” is ${done ? 'done' : 'open again'}.`);
    },
    onDelete: async (task: Task): Promise<void> => {
      const deletionId = await deleteTask(task);
      if (deletionId !== null) keep(task, deletionId, `“${task.title}” is deleted.`);
    },
    onBringBack: async ({ entry, deletionId }: Row<Task>): Promise<void> => {
      if (deletionId === null || !(await bringBack(deletionId))) return;
      setBackId(entry.id);
      keep(entry, null, `“${entry.title}” is back.`);
    },
  };
}

export function TaskList(props: Props) {
  const { label, tasks, today, groupHeading, namesCase = true, empty, onEdit } = props;
  const { rows, said, backId, ...actions } = useTaskRows(tasks);
  const shared: TaskActions & Pick<GroupProps, 'today' | 'namesCase'> = {
    today,
    namesCase,
    onEdit,
    onDone: (task, done) => void actions.onDone(task, done),
    onDelete: (task) => void actions.onDelete(task),
    onBringBack: (row) => void actions.onBringBack(row),
  };
  const byGroup = Map.groupBy(rows, ({ was }) => groupOf(was, today));
  return (
    <>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {rows.length === 0 && empty}
      {groupHeading ? (
        <div className={classes.groups}>
          {taskGroups.map((group) => {
            const inGroup = byGroup.get(group);
            return (
              inGroup && (
                <Group
                  key={group}
                  group={group}
                  heading={groupHeading}
                  rows={inGroup}
                  backId={backId}
                  {...shared}
                />
              )
            );
          })}
        </div>
      ) : (
        <ul className={classes.list} aria-label={label}>
          {rows.map((row) => (
            <TaskRow key={row.entry.id} row={row} isBack={row.entry.id === backId} {...shared} />
          ))}
        </ul>
      )}
    </>
  );
}
