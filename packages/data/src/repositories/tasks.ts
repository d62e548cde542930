/** Tasks: what is to be done, by whom, until when. */
import { AppError, type Page, type Task, type TaskDraft, type TaskFilter } from '@causebook/contracts';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { PracticeSchema } from '../schema.ts';
import { uniqueId } from '../unique-id.ts';
import { withinBytes } from './within-bytes.ts';

/** Far below the megabyte that an answer may have. */
const LIST_BYTES = 800_000;

type TaskListRequest = TaskFilter & z.output<typeof Page>;

export interface TaskList {
  readonly total: number;
  readonly offset: number;
  readonly tasks: Task[];
}

function selectTasks(query: Kysely<PracticeSchema>) {
  return query
    .selectFrom('tasks')
    .leftJoin('cases', 'cases.id', 'tasks.caseId')
    .leftJoin('users', 'users.id', 'tasks.assigneeId')
    .select([
      'tasks.id',
      'tasks.caseId',
      'cases.number as caseNumber',
      'cases.title as caseTitle',
      'tasks.hearingId',
      'tasks.title',
      'tasks.notes',
      'tasks.dueOn',
      'tasks.doneAt',
      'tasks.assigneeId',
      'users.name as assigneeName',
    ]);
}

type TaskSelection = Awaited<ReturnType<ReturnType<typeof selectTasks>['execute']>>[number];

const toTask = ({ caseId, caseNumber, caseTitle, ...row }: TaskSelection): Task => ({
  ...row,
  case: caseId === null ? null : { id: caseId, number: caseNumber ?? '', title: caseTitle ?? '' },
});

/**
 * A page of the tasks that pass the filter. Open tasks come first, by their due day, those without one last; then what is
 * done, the latest first. A page ends early where its texts are long.
 * @param today `YYYY-MM-DD`; what was due before it is overdue
 */
export async function listTasks(
  query: Kysely<PracticeSchema>,
  { offset, limit, ...filter }: TaskListRequest,
  today: string,
): Promise<TaskList> {
  const parts = partsOf(filter.show, today);
  let total = 0;
  const tasks: Task[] = [];
  for (const part of parts) {
    const size = await countPart(query, filter, part);
    const room = limit - tasks.length;
    if (room > 0 && offset < total + size) {
      tasks.push(
        ...(await readPart(query, filter, part, { offset: Math.max(0, offset - total), limit: room })),
      );
    }
    total += size;
  }
  return { total, offset, tasks: withinBytes(tasks, LIST_BYTES) };
}

/** Stretches of the list, each in the order of an index of its own. */
type Part =
  { readonly kind: 'dated'; readonly before: string | null } | { readonly kind: 'undated' | 'done' };

function partsOf(show: TaskFilter['show'], today: string): readonly Part[] {
  const open: readonly Part[] = [{ kind: 'dated', before: null }, { kind: 'undated' }];
  switch (show) {
    case 'open':
      return open;
    case 'overdue':
      return [{ kind: 'dated', before: today }];
    case 'done':
      return [{ kind: 'done' }];
    case 'all':
      return [...open, { kind: 'done' }];
  }
}

const conditionsOf = (part: Part) => {
  switch (part.kind) {
    case 'dated':
      return part.before === null
        ? sql<boolean>`tasks.doneAt IS NULL AND tasks.dueOn IS NOT NULL`
        : sql<boolean>`tasks.doneAt IS NULL AND tasks.dueOn < ${part.before}`;
    case 'undated':
      return sql<boolean>`tasks.doneAt IS NULL AND tasks.dueOn IS NULL`;
    case 'done':
      return sql<boolean>`tasks.doneAt IS NOT NULL`;
  }
};

async function countPart(query: Kysely<PracticeSchema>, filter: TaskFilter, part: Part): Promise<number> {
  let counting = query
    .selectFrom('tasks')
    .select((select) => select.fn.countAll<number>().as('size'))
    .where(conditionsOf(part));
  if (filter.caseId !== null) counting = counting.where('tasks.caseId', '=', filter.caseId);
  if (filter.assigneeId !== null) counting = counting.where('tasks.assigneeId', '=', filter.assigneeId);
  return (await counting.executeTakeFirstOrThrow()).size;
}

async function readPart(
  query: Kysely<PracticeSchema>,
  filter: TaskFilter,
  part: Part,
  page: { readonly offset: number; readonly limit: number },
): Promise<Task[]> {
  let reading = query.selectFrom('tasks').select('tasks.id').where(conditionsOf(part));
  if (filter.caseId !== null) reading = reading.where('tasks.caseId', '=', filter.caseId);
  if (filter.assigneeId !== null) reading = reading.where('tasks.assigneeId', '=', filter.assigneeId);
  // Tasks of one day stay in the order in which they were made: rows are numbered so, and the index has their numbers.
  switch (part.kind) {
    case 'dated':
      reading = reading.orderBy('tasks.dueOn').orderBy(sql`tasks.rowid`);
      break;
    case 'undated':
      reading = reading.orderBy(sql`tasks.rowid`);
      break;
    case 'done':
      reading = reading.orderBy('tasks.doneAt', 'desc').orderBy(sql`tasks.rowid`, 'desc');
      break;
  }
  return readTasks(query, await reading.limit(page.limit).offset(page.offset).execute());
}

/** The tasks of these ids, in their order. Only those that are shown are joined with what they belong to. */
async function readTasks(
  query: Kysely<PracticeSchema>,
  ids: readonly { readonly id: string }[],
): Promise<Task[]> {
  const rows = await selectTasks(query)
    .where(
      'tasks.id',
      'in',
      ids.map(({ id }) => id),
    )
    .execute();
  const byId = new Map(rows.map((row) => [row.id, toTask(row)]));
  return ids.map(({ id }) => byId.get(id)!);
}

/** Open tasks whose day lies in a stretch (`to` included), the earliest first, and how many there are. */
export async function listDueTasks(
  query: Kysely<PracticeSchema>,
  { from, to, limit }: { readonly from: string | null; readonly to: string; readonly limit: number },
): Promise<{ readonly total: number; readonly tasks: Task[] }> {
  const due =
    from === null
      ? sql<boolean>`tasks.doneAt IS NULL AND tasks.dueOn <= ${to}`
      : sql<boolean>`tasks.doneAt IS NULL AND tasks.dueOn BETWEEN ${from} AND ${to}`;
  const { total } = await query
    .selectFrom('tasks')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where(due)
    .executeTakeFirstOrThrow();
  const first = await query
    .selectFrom('tasks')
    .select('tasks.id')
    .where(due)
    .orderBy('tasks.dueOn')
    .orderBy(sql`tasks.rowid`)
    .limit(limit)
    .execute();
  return { total, tasks: await readTasks(query, first) };
}

/** @throws AppError NOT_FOUND */
export async function getTask(query: Kysely<PracticeSchema>, taskId: string): Promise<Task> {
  const row = await selectTasks(query).where('tasks.id', '=', taskId).executeTakeFirst();
  if (!row) {
    throw new AppError('NOT_FOUND', 'This task is not there any more.', {
      remedy: 'Look for it among the deleted entries.',
    });
  }
  return toTask(row);
}

/**
 * Makes a task, or changes the one that is named. A hearing that is not of its case, and an assignee who is gone, are
 * left empty.
 * @throws AppError NOT_FOUND for a task or a case that is not there
 */
export async function saveTask(
  query: Kysely<PracticeSchema>,
  { taskId, draft, now }: { readonly taskId: string | null; readonly draft: TaskDraft; readonly now: Date },
): Promise<{ readonly before: Task | null; readonly task: Task }> {
  return query.transaction().execute(async (change) => {
    const before = taskId === null ? null : await getTask(change, taskId);
    const { caseId, title, notes, dueOn } = draft;
    if (caseId !== null) await requireCase(change, caseId);
    const assigneeId = await existing(change, 'users', draft.assigneeId);
    const hearingId = await hearingOfCase(change, draft.hearingId, caseId);
    const values = { caseId, hearingId, title, notes, dueOn, assigneeId };
    const id = taskId ?? uniqueId(now);
    if (before === null) {
      const row = { ...values, id, doneAt: null, createdAt: now.toISOString() };
      await change.insertInto('tasks').values(row).execute();
    } else {
      await change.updateTable('tasks').set(values).where('id', '=', id).execute();
    }
    return { before, task: await getTask(change, id) };
  });
}

/** @throws AppError NOT_FOUND, where what belongs to a case is saved and the case is not there */
export async function requireCase(change: Transaction<PracticeSchema>, caseId: string): Promise<void> {
  if ((await existing(change, 'cases', caseId)) !== null) return;
  throw new AppError('NOT_FOUND', 'The case that this belongs to is not there any more.', {
    remedy: 'Bring the case back from the deleted entries, or choose another one.',
  });
}

/** The id itself where there is such an entry, else null. */
export async function existing(
  change: Transaction<PracticeSchema>,
  table: 'cases' | 'users' | 'documents',
  id: string | null,
): Promise<string | null> {
  if (id === null) return null;
  const found = await change.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst();
  return found?.id ?? null;
}

/** The id itself where that hearing is one of the case, else null. */
export async function hearingOfCase(
  change: Transaction<PracticeSchema>,
  hearingId: string | null,
  caseId: string | null,
): Promise<string | null> {
  if (hearingId === null || caseId === null) return null;
  const found = await change
    .selectFrom('hearings')
    .select('id')
    .where('id', '=', hearingId)
    .where('caseId', '=', caseId)
    .executeTakeFirst();
  return found?.id ?? null;
}

/**
 * Finishes a task or takes it up again. What is done already keeps the moment at which it was done.
 * @throws AppError NOT_FOUND
 */
export async function setTaskDone(
  query: Kysely<PracticeSchema>,
  { taskId, done, now }: { readonly taskId: string; readonly done: boolean; readonly now: Date },
): Promise<{ readonly changed: boolean; readonly task: Task }> {
  return query.transaction().execute(async (change) => {
    const before = await getTask(change, taskId);
    if ((before.doneAt !== null) === done) return { changed: false, task: before };
    const doneAt = done ? now.toISOString() : null;
    await change.updateTable('tasks').set({ doneAt }).where('id', '=', taskId).execute();
    return { changed: true, task: { ...before, doneAt } };
  });
}
