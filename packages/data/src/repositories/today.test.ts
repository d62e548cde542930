/** The morning's view. */
import { TodayView } from '@causebook/contracts';
import { beforeEach, describe, expect, test } from 'vitest';
import { memoryDiary, type Diary } from '../../test/diary.ts';
import { daysAhead, todayView } from './today.ts';

// A Wednesday.
const today = '2026-05-06';

let diary: Diary;
beforeEach(() => {
  diary = memoryDiary();
});

const view = async (day = today) => TodayView.parse(await todayView(diary.query, day));
const idsOf = (entries: readonly { readonly id: string }[]): string[] => entries.map(({ id }) => id);

test.each([
  ['2026-05-04', ['2026-05-04', '2026-05-05', '2026-05-06', '2026-05-07']],
  ['2026-05-08', ['2026-05-08', '2026-05-09', '2026-05-10', '2026-05-11', '2026-05-12', '2026-05-13']],
  ['2026-05-09', ['2026-05-09', '2026-05-10', '2026-05-11', '2026-05-12', '2026-05-13']],
  ['2027-12-31', ['2027-12-31', '2028-01-01', '2028-01-02', '2028-01-03', '2028-01-04', '2028-01-05']],
])('from %s the next three working days are reached on %j', (day, days) => {
  expect(daysAhead(day)).toEqual(days);
});

test('an empty practice has its days, and nothing on them', async () => {
  expect(await view()).toEqual({
    today,
    days: ['2026-05-06', '2026-05-07', '2026-05-08', '2026-05-11'].map((day) => ({
      day,
      total: 0,
      unrecorded: 0,
      hearings: [],
    })),
    unrecorded: { total: 0, hearings: [] },
    overdueTasks: { total: 0, tasks: [] },
    dueTasks: { total: 0, tasks: [] },
    orders: { total: 0, orders: [] },
    isEmpty: true,
  });
});

describe('the cause lists', () => {
  beforeEach(() => diary.case({ id: 'c', number: 'CS 12/2024', title: 'Rao v. Iyer', stage: 'Evidence' }));

  test('have what is needed in court', async () => {
    const about = {
      court: 'District Court',
      room: 'Hall 3',
      purpose: 'Cross-examination',
      notes: 'Bring A-4',
    };
    diary.hearing({ id: 'h', day: today, time: '10:30', ...about });
    const { days, isEmpty } = await view();
    expect(isEmpty).toBe(false);
    expect(days[0]).toEqual({
      day: today,
      total: 1,
      unrecorded: 1,
      hearings: [
        {
          id: 'h',
          case: { id: 'c', number: 'CS 12/2024', title: 'Rao v. Iyer' },
          day: today,
          time: '10:30',
          stage: 'Evidence',
          outcome: '',
          ...about,
        },
      ],
    });
  });

  test('go by time, what has no time last, then by court', async () => {
    diary.hearing({ id: 'no time', day: today, court: 'A' });
    diary.hearing({ id: 'late', day: today, time: '14:30', court: 'A' });
    diary.hearing({ id: 'early in B', day: today, time: '10:30', court: 'B' });
    diary.hearing({ id: 'early in A', day: today, time: '10:30', court: 'A' });
    expect(idsOf((await view()).days[0]!.hearings)).toEqual(['early in A', 'early in B', 'late', 'no time']);
  });

  test('have a day of the weekend only if something is listed on it', async () => {
    const friday = '2026-05-08';
    diary.hearing({ id: 'h', day: '2026-05-09' });
    expect((await view(friday)).days.map(({ day, total }) => [day, total])).toEqual([
      ['2026-05-08', 0],
      ['2026-05-09', 1],
      ['2026-05-11', 0],
      ['2026-05-12', 0],
      ['2026-05-13', 0],
    ]);
  });

  test('leave out cases that are not open, but for what was written down today', async () => {
    diary.case({ id: 'closed', status: 'closed' });
    diary.hearing({ id: 'decided today', day: today, caseId: 'closed', outcome: 'Allowed' });
    diary.hearing({ id: 'forgotten', day: today, caseId: 'closed' });
    diary.hearing({ id: 'to come', day: '2026-05-07', caseId: 'closed' });
    diary.hearing({ id: 'open', day: today });
    diary.hearing({ id: 'heard', day: today, outcome: 'Heard' });
    const [now, next] = (await view()).days;
    expect(idsOf(now!.hearings).toSorted()).toEqual(['decided today', 'heard', 'open']);
    expect(now).toMatchObject({ total: 3, unrecorded: 1 });
    expect(next).toMatchObject({ total: 0, hearings: [] });
  });

  test('name the first 100 hearings of today and 30 of a later day, and count all', async () => {
    const tomorrow = '2026-05-07';
    for (let n = 0; n < 130; n += 1) {
      diary.hearing({ id: `today ${n}`, day: today, ...(n === 129 && { time: '09:00' }) });
      diary.hearing({ id: `tomorrow ${n}`, day: tomorrow, ...(n === 129 && { time: '09:00' }) });
    }
    const [now, next] = (await view()).days;
    expect(now).toMatchObject({ total: 130, unrecorded: 130, hearings: { length: 100 } });
    expect(next).toMatchObject({ total: 130, hearings: { length: 30 } });
    expect([now!.hearings[0]!.id, next!.hearings[0]!.id]).toEqual(['today 129', 'tomorrow 129']);
  });
});

test('hearings of the last 60 days without an outcome are called to mind, the latest first', async () => {
  diary.case({ id: 'c' });
  diary.case({ id: 'closed', status: 'closed' });
  diary.hearing({ id: 'yesterday', day: '2026-05-05', time: '11:00' });
  diary.hearing({ id: '60 days ago', day: '2026-03-07' });
  diary.hearing({ id: '61 days ago', day: '2026-03-06' });
  diary.hearing({ id: 'written down', day: '2026-05-05', outcome: 'Adjourned' });
  diary.hearing({ id: 'of a closed case', day: '2026-05-05', caseId: 'closed' });
  diary.hearing({ id: 'of today', day: today });
  const { unrecorded } = await view();
  expect(unrecorded.total).toBe(2);
  expect(idsOf(unrecorded.hearings)).toEqual(['yesterday', '60 days ago']);
  for (let n = 0; n < 30; n += 1) diary.hearing({ id: `h${n}`, day: '2026-04-01' });
  expect((await view()).unrecorded).toMatchObject({ total: 32, hearings: { length: 20 } });
});

test('tasks are overdue before today, and due from today to the seventh day from now', async () => {
  diary.task({ id: 'next week', dueOn: '2026-05-13' });
  diary.task({ id: 'after that', dueOn: '2026-05-14' });
  diary.task({ id: 'today', dueOn: today });
  diary.task({ id: 'yesterday', dueOn: '2026-05-05' });
  diary.task({ id: 'long ago', dueOn: '2025-01-01' });
  diary.task({ id: 'done', dueOn: today, doneAt: '2026-05-06T08:00:00Z' });
  diary.task({ id: 'done long ago', dueOn: '2025-01-01', doneAt: '2026-05-06T08:00:00Z' });
  diary.task({ id: 'no day' });
  const { overdueTasks, dueTasks } = await view();
  expect([overdueTasks.total, idsOf(overdueTasks.tasks)]).toEqual([2, ['long ago', 'yesterday']]);
  expect([dueTasks.total, idsOf(dueTasks.tasks)]).toEqual([2, ['today', 'next week']]);
  for (let n = 0; n < 60; n += 1) diary.task({ id: `t${n}`, dueOn: today });
  expect((await view()).dueTasks).toMatchObject({ total: 62, tasks: { length: 50 } });
});

test('orders of the last 14 days are shown, the latest first', async () => {
  diary.case({ id: 'c' });
  diary.order({ id: '14 days ago', orderedOn: '2026-04-22' });
  diary.order({ id: '15 days ago', orderedOn: '2026-04-21' });
  diary.order({ id: 'today', orderedOn: today });
  const { orders } = await view();
  expect([orders.total, idsOf(orders.orders)]).toEqual([2, ['today', '14 days ago']]);
  for (let n = 0; n < 40; n += 1) diary.order({ id: `o${n}`, orderedOn: '2026-05-01' });
  expect((await view()).orders).toMatchObject({ total: 42, orders: { length: 30 } });
});

test('the longest texts that can be typed do not make the answer larger than a megabyte', async () => {
  const line = 'ಕ'.repeat(500);
  const notes = 'ಕ'.repeat(20_000);
  diary.case({ id: 'c', number: line, title: line, stage: line });
  const words = { court: line, room: line, purpose: line, notes };
  for (let n = 0; n < 60; n += 1) {
    diary.hearing({ id: `today ${n}`, day: today, ...words });
    diary.hearing({ id: `before ${n}`, day: '2026-05-01', ...words });
    diary.task({ id: `due ${n}`, caseId: 'c', dueOn: today, title: line, notes });
    diary.task({ id: `overdue ${n}`, caseId: 'c', dueOn: '2026-05-01', title: line, notes });
    diary.order({ id: `order ${n}`, orderedOn: today, title: line, summary: notes });
  }
  const shown = await view();
  expect(Buffer.byteLength(JSON.stringify(shown))).toBeLessThan(1_000_000);
  expect(shown.days[0]!.hearings.length).toBeGreaterThan(3);
  expect(shown.days[0]!.total).toBe(60);
  for (const part of [shown.unrecorded.hearings, shown.overdueTasks.tasks, shown.dueTasks.tasks])
    expect(part.length).toBeGreaterThan(0);
  expect(shown.orders.orders.length).toBeGreaterThan(0);
});
