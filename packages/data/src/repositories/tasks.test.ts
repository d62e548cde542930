/** Tasks. */
import { TaskDraft } from '@causebook/contracts';
import { beforeEach, describe, expect, test } from 'vitest';
import { memoryDiary, type Diary } from '../../test/diary.ts';
import { deleteEntry, restoreDeletion } from './deletions.ts';
import { getTask, listTasks, saveTask, setTaskDone } from './tasks.ts';

const today = '2026-05-06';
const now = new Date('2026-05-06T08:00:00Z');

let diary: Diary;
beforeEach(() => {
  diary = memoryDiary();
  diary.case({ id: 'c', number: 'CS 12/2024', title: 'Rao v. Iyer' });
  diary.case({ id: 'other' });
  diary.user({ id: 'meera', name: 'Meera' });
});

const list = (request: Partial<Parameters<typeof listTasks>[1]> = {}) =>
  listTasks(
    diary.query,
    { caseId: null, show: 'open', assigneeId: null, offset: 0, limit: 100, ...request },
    today,
  );
const titles = async (request: Parameters<typeof list>[0] = {}): Promise<string[]> =>
  (await list(request)).tasks.map(({ title }) => title);
const save = (draft: Partial<TaskDraft> & { title: string }, taskId: string | null = null) =>
  saveTask(diary.query, { taskId, draft: TaskDraft.parse(draft), now });

describe('the list', () => {
  beforeEach(() => {
    diary.task({ id: 'someday' });
    diary.task({ id: 'later', dueOn: '2026-06-01', caseId: 'c' });
    diary.task({ id: 'late', dueOn: '2026-05-05', caseId: 'c', assigneeId: 'meera' });
    diary.task({ id: 'today', dueOn: today, assigneeId: 'meera' });
    diary.task({ id: 'done first', dueOn: '2026-05-01', doneAt: '2026-05-01T08:00:00Z' });
    diary.task({ id: 'done last', doneAt: '2026-05-02T08:00:00Z', caseId: 'c' });
  });

  test.each([
    [{ show: 'open' }, ['late', 'today', 'later', 'someday']],
    [{ show: 'overdue' }, ['late']],
    [{ show: 'done' }, ['done last', 'done first']],
    [{ show: 'all' }, ['late', 'today', 'later', 'someday', 'done last', 'done first']],
    [{ show: 'open', assigneeId: 'meera' }, ['late', 'today']],
    [{ show: 'all', caseId: 'c' }, ['late', 'later', 'done last']],
  ] as const)('%j shows %j', async (request, expected) => {
    expect(await titles(request)).toEqual(expected);
    expect((await list(request)).total).toBe(expected.length);
  });

  test('is read page by page without a gap, also where one kind ends and the next begins', async () => {
    const all = await titles({ show: 'all' });
    for (const limit of [1, 2, 4, 5]) {
      const read: string[] = [];
      for (let offset = 0; offset < all.length; offset += limit)
        read.push(...(await titles({ show: 'all', offset, limit })));
      expect(read).toEqual(all);
    }
    expect(await list({ show: 'all', offset: 50 })).toEqual({ total: 6, offset: 50, tasks: [] });
  });

  test('a page of long texts ends early, and the next one goes on from there', async () => {
    for (let n = 0; n < 100; n += 1)
      diary.task({ id: `long ${n}`, dueOn: '2026-05-07', notes: 'ಕ'.repeat(20_000) });
    const read: string[] = [];
    for (let pages = 0; read.length < 104 && pages < 20; pages += 1) {
      const page = await list({ offset: read.length, limit: 200 });
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(1_000_000);
      expect(page.total).toBe(104);
      read.push(...page.tasks.map(({ id }) => id));
    }
    expect(new Set(read).size).toBe(104);
  });
});

test('a task is made with what was typed, and changed', async () => {
  diary.hearing({ id: 'h', day: today });
  const { before, task } = await save({
    title: ' File the vakalatnama ',
    notes: 'Two copies',
    caseId: 'c',
    hearingId: 'h',
    dueOn: '2026-05-08',
    assigneeId: 'meera',
  });
  expect(before).toBeNull();
  expect(task).toEqual({
    id: expect.any(String),
    case: { id: 'c', number: 'CS 12/2024', title: 'Rao v. Iyer' },
    hearingId: 'h',
    title: 'File the vakalatnama',
    notes: 'Two copies',
    dueOn: '2026-05-08',
    doneAt: null,
    assigneeId: 'meera',
    assigneeName: 'Meera',
  });
  const changed = await save({ title: 'File it' }, task.id);
  expect(changed.before).toEqual(task);
  expect(changed.task).toMatchObject({ id: task.id, title: 'File it', case: null, dueOn: null });
  expect(await list()).toMatchObject({ total: 1 });
});

test('a hearing of another case and an assignee who is gone are left empty', async () => {
  diary.hearing({ id: 'h', day: today, caseId: 'other' });
  const { task } = await save({ title: 'x', caseId: 'c', hearingId: 'h', assigneeId: 'nobody' });
  expect(task).toMatchObject({ hearingId: null, assigneeId: null });
});

test('a case that is not there is refused, and so is a task that is not there; nothing is written', async () => {
  const notFound = expect.objectContaining({ code: 'NOT_FOUND' });
  await expect(save({ title: 'x', caseId: 'gone' })).rejects.toEqual(notFound);
  await expect(save({ title: 'x' }, 'gone')).rejects.toEqual(notFound);
  await expect(setTaskDone(diary.query, { taskId: 'gone', done: true, now })).rejects.toEqual(notFound);
  expect((await list({ show: 'all' })).total).toBe(0);
});

test('a task is finished once, keeps its moment, and can be taken up again', async () => {
  diary.task({ id: 't' });
  const set = (done: boolean, at = now) => setTaskDone(diary.query, { taskId: 't', done, now: at });
  expect(await set(true)).toMatchObject({ changed: true, task: { doneAt: '2026-05-06T08:00:00.000Z' } });
  expect(await set(true, new Date('2026-05-07T08:00:00Z'))).toMatchObject({ changed: false });
  expect(await getTask(diary.query, 't')).toMatchObject({ doneAt: '2026-05-06T08:00:00.000Z' });
  expect(await set(false)).toMatchObject({ changed: true, task: { doneAt: null } });
  expect(await getTask(diary.query, 't')).toMatchObject({ doneAt: null });
});

test('a deleted task comes back as it was', async () => {
  const { task } = await save({ title: 'x', caseId: 'c', dueOn: today, assigneeId: 'meera' });
  const { deletionId } = await deleteEntry(diary.query, { kind: 'task', id: task.id, by: 'Meera', now });
  expect((await list()).total).toBe(0);
  await restoreDeletion(diary.query, deletionId);
  expect((await list()).tasks).toEqual([task]);
});
