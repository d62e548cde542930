/** Tasks as far as they have been fetched: those of the tasks screen, and those of the case that is open. */
import type { Failure, Task, TaskFilter } from '@causebook/contracts';
import { create } from 'zustand';

export interface TaskListState {
  readonly filter: TaskFilter;
  readonly tasks: readonly Task[];
  readonly total: number;
  /** What `tasks` answers; differs from `filter` while a newer request is under way, null before the first answer. */
  readonly shown: TaskFilter | null;
  readonly loadingMore: boolean;
  readonly failure: Failure | null;
}

const noTasks = { tasks: [], total: 0, shown: null, loadingMore: false, failure: null } as const;

export const useTasks = create<TaskListState>()(() => ({
  filter: { caseId: null, show: 'open', assigneeId: null },
  ...noTasks,
}));

export const useCaseTasks = create<TaskListState>()(() => ({
  filter: { caseId: null, show: 'all', assigneeId: null },
  ...noTasks,
}));

export const selectHasMoreTasks = (state: TaskListState): boolean => state.tasks.length < state.total;
