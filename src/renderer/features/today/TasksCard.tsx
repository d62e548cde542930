/** What is overdue and what is due in the next days; the day's new tasks are written down here. */
import type { Task, TaskFilter, TodayView } from '@causebook/contracts';
import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../components/Card.tsx';
import { useTarget } from '../../components/use-target.ts';
import { format } from '../../format.ts';
import { goTo } from '../../stores/navigation-store.ts';
import { tasksScreen } from '../../stores/tasks-actions.ts';
import { QuickAdd } from '../tasks/QuickAdd.tsx';
import { beginning, changing, TaskDialog, type TaskTarget } from '../tasks/TaskDialog.tsx';
import { TaskList } from '../tasks/TaskList.tsx';
import classes from './today.module.css';

const AT_FIRST = 5;

interface PartProps {
  readonly title: string;
  readonly empty: string;
  readonly part: { readonly total: number; readonly tasks: readonly Task[] };
  readonly today: string;
  /** What the tasks screen shows of them. */
  readonly show: TaskFilter['show'];
  readonly onEdit: (task: Task) => void;
}

function Part({ title, empty, part: { total, tasks }, today, show, onEdit }: PartProps) {
  const [all, setAll] = useState(false);
  const shown = all ? tasks : tasks.slice(0, AT_FIRST);
  const more = tasks.length - shown.length;
  return (
    <section aria-label={title}>
      <h3 className={classes.part}>
        {title}
        {total > 0 && <span className={classes.partCount}>{format.integer(total)}</span>}
      </h3>
      <TaskList
        label={title}
        tasks={shown}
        today={today}
        onEdit={onEdit}
        empty={<Text size="sm">{empty}</Text>}
      />
      {more > 0 && (
        <Button mt="xs" size="xs" variant="default" onClick={() => setAll(true)}>
          Show {format.integer(more)} more
        </Button>
      )}
      {more === 0 && total > tasks.length && (
        <Button
          mt="xs"
          size="xs"
          variant="default"
          onClick={() => {
            tasksScreen.filter({ show });
            goTo('tasks');
          }}
        >
          Show all of them
        </Button>
      )}
    </section>
  );
}

export function TasksCard({ view }: { readonly view: TodayView }) {
  const { target, opened, open, close } = useTarget<TaskTarget>();
  const edit = (task: Task): void => open(changing(task));
  const { today, overdueTasks, dueTasks } = view;
  return (
    <Card title="Tasks">
      <Stack gap="md">
        <QuickAdd caseId={null} dueOn={today} hasKey onMore={(begun) => open(beginning(begun))} />
        <Part
          title="Overdue"
          empty="Nothing is overdue."
          part={overdueTasks}
          show="overdue"
          today={today}
          onEdit={edit}
        />
        <Part
          title="Due in the next 7 days"
          empty="Nothing is due in the next 7 days."
          part={dueTasks}
          show="open"
          today={today}
          onEdit={edit}
        />
      </Stack>
      {target && <TaskDialog target={target} opened={opened} onClose={close} />}
    </Card>
  );
}
