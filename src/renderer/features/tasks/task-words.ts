/** Where a task stands in a list, and what is said about its day. */
import type { Task, TaskFilter } from '@causebook/contracts';
import { format, type Format } from '../../format.ts';
import { dayOf } from '../../stores/day-of-office.ts';

export const taskGroups = ['overdue', 'today', 'soon', 'later', 'undated', 'done'] as const;
export type TaskGroup = (typeof taskGroups)[number];

export const groupWords: Readonly<Record<TaskGroup, string>> = {
  overdue: 'Overdue',
  today: 'Today',
  soon: 'In the next 7 days',
  later: 'Later',
  undated: 'Without a day',
  done: 'Done',
};

export const showWords: readonly { readonly value: TaskFilter['show']; readonly label: string }[] = [
  { value: 'open', label: 'Open' },
  { value: 'overdue', label: 'Overdue' },
  { value: 'done', label: 'Done' },
  { value: 'all', label: 'All' },
];

export const emptyWords: Readonly<Record<TaskFilter['show'], string>> = {
  open: 'Nothing is to be done. Write down the next task above.',
  overdue: 'Nothing is overdue.',
  done: 'No task has been finished yet.',
  all: 'There are no tasks yet. Write down the first one above.',
};

const MS_PER_DAY = 86_400_000;

/** From one day of the calendar to another, in days. */
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / MS_PER_DAY;

export function groupOf({ doneAt, dueOn }: Pick<Task, 'doneAt' | 'dueOn'>, today: string): TaskGroup {
  if (doneAt !== null) return 'done';
  if (dueOn === null) return 'undated';
  const days = daysBetween(today, dueOn);
  if (days < 0) return 'overdue';
  if (days === 0) return 'today';
  return days <= 7 ? 'soon' : 'later';
}

/** The day that counts: "Done Mon 4 May", "Due today", "Due Mon 4 May", "Was due Mon 4 May, 3 days ago". Empty for none. */
export function whenInWords(
  { doneAt, dueOn }: Pick<Task, 'doneAt' | 'dueOn'>,
  { today, now }: { readonly today: string; readonly now: number },
  f: Format = format,
): string {
  if (doneAt !== null) return `Done ${f.nearDay(dayOf(Date.parse(doneAt)), now)}`;
  if (dueOn === null) return '';
  const days = daysBetween(today, dueOn);
  const day = f.nearDay(dueOn, now);
  if (days < -1) return `Was due ${day}, ${f.count(-days, 'day', 'days')} ago`;
  if (days === -1) return 'Was due yesterday';
  if (days === 0) return 'Due today';
  return days === 1 ? 'Due tomorrow' : `Due ${day}`;
}
