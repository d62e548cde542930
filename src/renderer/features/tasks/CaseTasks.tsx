/** The tasks of one case, as its page shows them. */
import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useTarget } from '../../components/use-target.ts';
import { useDayOfOffice } from '../../stores/day-of-office.ts';
import { refreshCaseTasks, tasksOfCase } from '../../stores/tasks-actions.ts';
import { selectHasMoreTasks, useCaseTasks } from '../../stores/tasks-store.ts';
import { useFresh } from '../../stores/use-fresh.ts';
import { QuickAdd } from './QuickAdd.tsx';
import { beginning, changing, TaskDialog, type TaskTarget } from './TaskDialog.tsx';
import { TaskList } from './TaskList.tsx';

interface Props {
  readonly caseId: string;
}

function Tasks({ caseId, onOpen }: Props & { readonly onOpen: (target: TaskTarget) => void }) {
  const today = useDayOfOffice();
  const tasks = useCaseTasks((state) => state.tasks);
  const shown = useCaseTasks((state) => state.shown);
  const hasMore = useCaseTasks(selectHasMoreTasks);
  const loadingMore = useCaseTasks((state) => state.loadingMore);
  const failure = useCaseTasks((state) => state.failure);
  if (failure) return <FailureNotice failure={failure} onRetry={tasksOfCase.refresh} />;
  if (shown?.caseId !== caseId) return <Skeleton height={120} />;
  return (
    <>
      <TaskList
        key={caseId}
        label="Tasks of this case"
        groupHeading="h3"
        namesCase={false}
        tasks={tasks}
        today={today}
        onEdit={(task) => onOpen(changing(task, true))}
        empty={
          <Text size="sm" c="dimmed">
            Nothing is to be done in this case.
          </Text>
        }
      />
      {hasMore && (
        <Button variant="default" loading={loadingMore} onClick={tasksOfCase.showMore}>
          Show more
        </Button>
      )}
    </>
  );
}

export function CaseTasks({ caseId }: Props) {
  const { target, opened, open, close } = useTarget<TaskTarget>();
  useFresh(['task', 'user', 'import', 'practice'], () => refreshCaseTasks(caseId), caseId);
  return (
    <Card title="Tasks">
      <Stack gap="md">
        <QuickAdd
          caseId={caseId}
          dueOn={null}
          // Only the id counts here; the page says which case it is.
          onMore={(begun) => open(beginning(begun, { id: caseId, number: '', title: '' }))}
        />
        <Tasks caseId={caseId} onOpen={open} />
      </Stack>
      {target && <TaskDialog target={target} opened={opened} onClose={close} />}
    </Card>
  );
}
