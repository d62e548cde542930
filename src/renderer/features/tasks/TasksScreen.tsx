/** All tasks of the office: what is to be done, by whom, until when. */
import { Button, Group, Paper, SegmentedControl, Select, Skeleton, Stack, Text } from '@mantine/core';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page } from '../../components/Page.tsx';
import { useTarget } from '../../components/use-target.ts';
import { format } from '../../format.ts';
import { TaskIcon } from '../../icons.tsx';
import { useDayOfOffice } from '../../stores/day-of-office.ts';
import { tasksScreen } from '../../stores/tasks-actions.ts';
import { selectHasMoreTasks, useTasks } from '../../stores/tasks-store.ts';
import { useFresh } from '../../stores/use-fresh.ts';
import { useUsers } from '../../stores/users-store.ts';
import { QuickAdd } from './QuickAdd.tsx';
import { beginning, changing, TaskDialog, type TaskTarget } from './TaskDialog.tsx';
import { TaskList } from './TaskList.tsx';
import { emptyWords, showWords } from './task-words.ts';

function Filters() {
  const { show, assigneeId } = useTasks((state) => state.filter);
  const users = useUsers((state) => state.users);
  return (
    <Group gap="sm">
      <SegmentedControl
        aria-label="Which tasks"
        data={[...showWords]}
        value={show}
        onChange={(value) => tasksScreen.filter({ show: value as typeof show })}
      />
      {users.length > 0 && (
        <Select
          aria-label="Assigned to"
          placeholder="Assigned to anybody"
          clearable
          searchable
          data={users.map(({ id, name }) => ({ value: id, label: name }))}
          value={assigneeId}
          onChange={(id) => tasksScreen.filter({ assigneeId: id })}
        />
      )}
    </Group>
  );
}

function Tasks({ today, onOpen }: { readonly today: string; readonly onOpen: (target: TaskTarget) => void }) {
  const tasks = useTasks((state) => state.tasks);
  const shown = useTasks((state) => state.shown);
  const hasMore = useTasks(selectHasMoreTasks);
  const loadingMore = useTasks((state) => state.loadingMore);
  const failure = useTasks((state) => state.failure);
  if (failure) return <FailureNotice failure={failure} onRetry={tasksScreen.refresh} />;
  if (shown === null) return <Skeleton height={240} />;
  // Another choice makes another list: what was just finished in the one before is not held in this one.
  const key = `${shown.show} ${shown.assigneeId}`;
  return (
    <Stack gap="md">
      <TaskList
        key={key}
        label="Tasks"
        groupHeading="h2"
        tasks={tasks}
        today={today}
        onEdit={(task) => onOpen(changing(task))}
        empty={<EmptyState icon={<TaskIcon size={32} />}>{emptyWords[shown.show]}</EmptyState>}
      />
      {hasMore && (
        <Button variant="default" loading={loadingMore} onClick={tasksScreen.showMore}>
          Show more
        </Button>
      )}
    </Stack>
  );
}

function Total() {
  const total = useTasks((state) => state.total);
  const shown = useTasks((state) => state.shown);
  return (
    <Text size="sm" c="dimmed" role="status">
      {shown === null ? '' : format.count(total, 'task', 'tasks')}
    </Text>
  );
}

export function TasksScreen() {
  const today = useDayOfOffice();
  const { target, opened, open, close } = useTarget<TaskTarget>();
  useFresh(['task', 'case', 'user', 'import', 'practice'], tasksScreen.refresh, today);
  return (
    <Page title="Tasks" aside={<Total />}>
      <Paper withBorder p="lg" bg="var(--cb-card)">
        <Stack gap="lg">
          <QuickAdd caseId={null} dueOn={null} hasKey onMore={(begun) => open(beginning(begun))} />
          <Filters />
          <Tasks today={today} onOpen={open} />
        </Stack>
      </Paper>
      {target && <TaskDialog target={target} opened={opened} onClose={close} />}
    </Page>
  );
}
