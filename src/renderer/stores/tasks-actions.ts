/** Fetches lists of tasks, and makes, changes, finishes and deletes tasks. */
import type { Failure, Task, TaskDraft, TaskFilter } from '@causebook/contracts';
import type { StoreApi } from 'zustand';
import { invoke } from '../bridge.ts';
import { report, reportTrouble } from '../report.ts';
import { newestOnly } from './newest-only.ts';
import { useCaseTasks, useTasks, type TaskListState } from './tasks-store.ts';

const PAGE_SIZE = 100;
const LARGEST_PAGE = 200;

type TaskPage = { readonly tasks: readonly Task[]; readonly total: number };

/** Pages one after another until so many tasks are there, or all. */
async function readTasks(filter: TaskFilter, wanted: number): Promise<TaskPage | Failure> {
  const tasks: Task[] = [];
  for (;;) {
    const limit = Math.min(Math.max(wanted - tasks.length, PAGE_SIZE), LARGEST_PAGE);
    const page = await invoke('tasks:list', { ...filter, offset: tasks.length, limit });
    if (!page.success) return page;
    tasks.push(...page.tasks);
    // An empty page ends it too: what was counted may be gone meanwhile.
    if (page.tasks.length === 0 || tasks.length >= Math.min(wanted, page.total))
      return { tasks, total: page.total };
  }
}

function taskList(store: Pick<StoreApi<TaskListState>, 'getState' | 'setState'>) {
  /** How many the person has asked for; a list that is fetched anew keeps its length. */
  let wanted = 0;
  const fetchTasks = newestOnly(
    async () => {
      const { filter } = store.getState();
      return { filter, result: await readTasks(filter, wanted) };
    },
    ({ filter, result }) =>
      store.setState(
        'success' in result
          ? { failure: result, loadingMore: false }
          : { ...result, shown: filter, loadingMore: false, failure: null },
      ),
  );
  return {
    refresh: (): void => void fetchTasks(),
    showMore: (): void => {
      wanted = store.getState().tasks.length + PAGE_SIZE;
      store.setState({ loadingMore: true });
      void fetchTasks();
    },
    filter: (change: Partial<TaskFilter>): void => {
      wanted = 0;
      store.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
      void fetchTasks();
    },
  };
}

export const tasksScreen = taskList(useTasks);
export const tasksOfCase = taskList(useCaseTasks);

/** Fetches the tasks of that case; from their start where another one was open. */
export function refreshCaseTasks(caseId: string): void {
  if (useCaseTasks.getState().filter.caseId === caseId) tasksOfCase.refresh();
  else tasksOfCase.filter({ caseId });
}

/** Makes a task, or changes the one that is named. The failure, if there was one, is for the form to show. */
export async function saveTask(taskId: string | null, draft: TaskDraft): Promise<Failure | null> {
  const result = await invoke('tasks:save', { taskId, draft });
  if (!result.success) return result;
  await report(Promise.resolve(result), { id: `save task ${result.task.id}` });
  return null;
}

/** Whether the task was made. */
export async function addTask(draft: Pick<TaskDraft, 'title' | 'caseId' | 'dueOn'>): Promise<boolean> {
  const result = await report(invoke('tasks:save', { taskId: null, draft }), { id: 'add task' });
  return result.success;
}

/** The task as it is now, or null when it could not be changed. What is done shows at the task itself. */
export async function setTaskDone({ id }: Task, done: boolean): Promise<Task | null> {
  const result = await reportTrouble(invoke('tasks:setDone', { taskId: id, done }), { id: `done ${id}` });
  return result?.task ?? null;
}

/** What brings it back, or null when it could not be deleted. That it is deleted shows where it stood. */
export async function deleteTask({ id }: Task): Promise<string | null> {
  const result = await reportTrouble(invoke('tasks:delete', { taskId: id }), { id: `delete ${id}` });
  return result?.deletionId ?? null;
}
