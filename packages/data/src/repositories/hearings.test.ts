/** Hearings on a real database: the calendar, saving, recording with everything that follows, and the next date. */
import { HearingDraft, HearingRecord } from '@causebook/contracts';
import { beforeEach, describe, expect, test } from 'vitest';
import { courtDiary, type CourtDiary } from '../../test/court-diary.ts';
import { hearingCalendar, hearingsOfStretch } from './hearing-calendar.ts';
import { getHearing, hearingsOfCase, hearingsOfDay } from './hearings.ts';
import { proposeNextDate } from './next-date.ts';
import { recordHearing } from './record-hearing.ts';
import { saveHearing } from './save-hearing.ts';

const today = '2026-05-05';
const now = new Date(`${today}T09:00:00Z`);
const moment = { now, today };

let diary: CourtDiary;
beforeEach(async () => {
  diary = courtDiary();
  await diary.addLawyer('asha', 'Asha Rao');
  await diary.addCase({
    id: 'rao',
    number: 'OS 1/2026',
    title: 'Rao v. State',
    court: 'City Civil Court',
    stage: 'Evidence',
    clientName: 'Meera Rao',
    lawyerId: 'asha',
  });
  await diary.addCase({ id: 'sen', title: 'Das v. Sen', court: 'High Court', status: 'closed' });
});

const calendar = (from: string, to: string, perDay = 5, lawyerId: string | null = null) =>
  hearingCalendar(diary.query, { from, to, lawyerId }, { perDay, today });

describe('the calendar', () => {
  test('has every day of the stretch, also those without hearings', async () => {
    await diary.addHearing({ id: 'a', caseId: 'rao', day: '2026-02-28' });
    const days = await calendar('2026-02-27', '2026-03-02');
    expect(days.map(({ day, total }) => `${day} ${total}`)).toEqual([
      '2026-02-27 0',
      '2026-02-28 1',
      '2026-03-01 0',
      '2026-03-02 0',
    ]);
  });

  test('orders a day by time, then court, then title, and puts those without a time last', async () => {
    const day = '2026-05-06';
    await diary.addCase({ id: 'bose', title: 'Bose v. Sen' });
    await diary.addHearing({ id: 'none', caseId: 'rao', day });
    await diary.addHearing({ id: 'late', caseId: 'rao', day, time: '14:30' });
    await diary.addHearing({ id: 'high', caseId: 'rao', day, time: '10:30', court: 'High Court' });
    await diary.addHearing({ id: 'civil-sen', caseId: 'sen', day, time: '10:30', court: 'Civil Court' });
    await diary.addHearing({ id: 'last-by-id', caseId: 'bose', day, time: '10:30', court: 'Civil Court' });
    const ordered = ['last-by-id', 'civil-sen', 'high', 'late', 'none'];
    for (const perDay of [1, 2, 3, 4, 5, 500]) {
      const [shown] = await calendar(day, day, perDay);
      expect([shown!.total, shown!.hearings.map(({ id }) => id)]).toEqual([5, ordered.slice(0, perDay)]);
    }
    expect((await calendar(day, day, 0))[0]).toEqual({ day, total: 5, unrecorded: 0, hearings: [] });
  });

  test('counts past hearings without an outcome as unrecorded; those of today are not past', async () => {
    await diary.addHearing({ id: 'a', caseId: 'rao', day: '2026-05-04' });
    await diary.addHearing({ id: 'b', caseId: 'rao', day: '2026-05-04', outcome: 'Heard' });
    await diary.addHearing({ id: 'c', caseId: 'rao', day: today });
    const days = await calendar('2026-05-04', today);
    expect(days.map(({ unrecorded }) => unrecorded)).toEqual([1, 0]);
  });

  test('hides no hearing of a case that was closed meanwhile', async () => {
    await diary.addHearing({ id: 'a', caseId: 'sen', day: '2026-06-01' });
    expect((await calendar('2026-06-01', '2026-06-01'))[0]).toMatchObject({
      total: 1,
      hearings: [{ id: 'a' }],
    });
  });

  test('narrows down to the cases of a lawyer', async () => {
    await diary.addHearing({ id: 'a', caseId: 'rao', day: '2026-05-04' });
    await diary.addHearing({ id: 'b', caseId: 'sen', day: '2026-05-04' });
    const [day] = await calendar('2026-05-04', '2026-05-04', 5, 'asha');
    expect(day).toMatchObject({
      total: 1,
      unrecorded: 1,
      hearings: [{ id: 'a', clientName: 'Meera Rao', lawyerName: 'Asha Rao' }],
    });
  });

  test('stays small enough for a window, and counts what it leaves out', async () => {
    const notes = 'x'.repeat(20_000);
    for (let index = 0; index < 60; index += 1)
      await diary.addHearing({ id: `h${index}`, caseId: 'rao', day: '2026-05-06', notes });
    const [day] = await calendar('2026-05-06', '2026-05-06', 500);
    expect(day!.total).toBe(60);
    expect(JSON.stringify(day).length).toBeLessThan(1_000_000);
    expect(day!.hearings.length).toBeGreaterThan(20);
  });

  test('refuses a stretch that is too long or ends before it begins', async () => {
    await expect(calendar('2026-05-01', '2026-07-02')).rejects.toThrow('between 1 and 62 days');
    await expect(calendar('2026-05-02', '2026-05-01')).rejects.toThrow('between 1 and 62 days');
    expect(await calendar('2026-05-01', '2026-07-01')).toHaveLength(62);
  });

  test('gives all hearings of a stretch to a calendar file, or those of one case', async () => {
    await diary.addHearing({ id: 'b', caseId: 'sen', day: '2026-05-06' });
    await diary.addHearing({ id: 'a', caseId: 'rao', day: '2026-05-06', time: '10:30' });
    await diary.addHearing({ id: 'c', caseId: 'rao', day: '2026-05-09' });
    const stretch = { from: '2026-05-06', to: '2026-05-08', lawyerId: null };
    expect((await hearingsOfStretch(diary.query, stretch, null)).map(({ id }) => id)).toEqual(['a', 'b']);
    expect((await hearingsOfStretch(diary.query, stretch, 'sen')).map(({ id }) => id)).toEqual(['b']);
  });
});

test('a case lists its hearings, the latest first, and one that is gone is said to be gone', async () => {
  await diary.addHearing({ id: 'a', caseId: 'rao', day: '2026-05-04' });
  await diary.addHearing({ id: 'b', caseId: 'rao', day: '2026-06-04' });
  expect((await hearingsOfCase(diary.query, 'rao')).map(({ id }) => id)).toEqual(['b', 'a']);
  expect(await hearingsOfCase(diary.query, 'sen')).toEqual([]);
  await expect(hearingsOfCase(diary.query, 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('reminders name those with a time first', async () => {
  await diary.addHearing({ id: 'a', caseId: 'rao', day: today });
  await diary.addHearing({ id: 'b', caseId: 'rao', day: today, time: '10:30' });
  expect((await hearingsOfDay(diary.query, today)).map(({ time }) => time)).toEqual(['10:30', null]);
});

describe('saving', () => {
  const draft = (change: object) => HearingDraft.parse({ caseId: 'rao', day: '2026-05-06', ...change });

  test('a new hearing is before the court of its case unless another is given', async () => {
    const { hearing, isNew } = await saveHearing(diary.query, { hearingId: null, draft: draft({}), now });
    expect([isNew, hearing.court, hearing.case.title]).toEqual([true, 'City Civil Court', 'Rao v. State']);
    const other = await saveHearing(diary.query, {
      hearingId: null,
      draft: draft({ court: 'Lok Adalat' }),
      now,
    });
    expect(other.hearing.court).toBe('Lok Adalat');
  });

  test('a change is kept with what it was before, in words', async () => {
    const { hearing } = await saveHearing(diary.query, { hearingId: null, draft: draft({}), now });
    const { isNew, changes } = await saveHearing(diary.query, {
      hearingId: hearing.id,
      draft: draft({ day: '2026-05-07', time: '10:30', court: 'City Civil Court' }),
      now,
    });
    expect(isNew).toBe(false);
    expect(changes).toEqual([
      { field: 'Day', before: '6 May 2026', after: '7 May 2026' },
      { field: 'Time', before: '', after: '10:30' },
    ]);
  });

  test('nothing is made for a case that is gone, and no hearing moves to another case', async () => {
    await expect(
      saveHearing(diary.query, { hearingId: null, draft: draft({ caseId: 'gone' }), now }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { hearing } = await saveHearing(diary.query, { hearingId: null, draft: draft({}), now });
    await expect(
      saveHearing(diary.query, { hearingId: hearing.id, draft: draft({ caseId: 'sen' }), now }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('recording', () => {
  const record = (change: object) =>
    recordHearing(
      diary.query,
      HearingRecord.parse({ hearingId: 'h', outcome: 'Adjourned', next: { day: '2026-06-02' }, ...change }),
      moment,
    );
  const taskOf = (id: string) =>
    diary.query
      .selectFrom('tasks')
      .select(['hearingId', 'dueOn'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();

  beforeEach(async () => {
    await diary.addHearing({
      id: 'h',
      caseId: 'rao',
      day: today,
      time: '10:30',
      court: 'Hall 4',
      purpose: 'Evidence',
    });
  });

  test('writes the outcome and makes the next hearing before the same court', async () => {
    const { hearing, next, changes } = await record({
      notes: 'Witness absent',
      next: { day: '2026-06-02', time: '11:00', purpose: 'Evidence' },
    });
    expect(hearing).toMatchObject({ outcome: 'Adjourned', notes: 'Witness absent' });
    expect(next).toMatchObject({
      day: '2026-06-02',
      time: '11:00',
      court: 'Hall 4',
      purpose: 'Evidence',
      outcome: '',
    });
    expect(changes).toEqual([
      { field: 'Outcome', before: '', after: 'Adjourned' },
      { field: 'Notes', before: '', after: 'Witness absent' },
    ]);
  });

  test('carries over the open tasks of the hearing and those of the case that were due by then', async () => {
    await diary.addHearing({ id: 'other', caseId: 'rao', day: '2026-07-01' });
    await diary.addTask({ id: 'prepares', caseId: 'rao', hearingId: 'h', dueOn: '2026-05-03' });
    await diary.addTask({ id: 'undated', caseId: 'rao', hearingId: 'h' });
    await diary.addTask({ id: 'due', caseId: 'rao', dueOn: today });
    await diary.addTask({ id: 'later', caseId: 'rao', dueOn: '2026-05-06' });
    await diary.addTask({ id: 'elsewhere', caseId: 'rao', hearingId: 'other', dueOn: '2026-05-01' });
    await diary.addTask({ id: 'done', caseId: 'rao', hearingId: 'h', doneAt: now.toISOString() });
    await diary.addTask({ id: 'office', dueOn: '2026-05-01' });
    const proposal = await proposeNextDate(diary.query, 'h', today);
    const { next, carried } = await record({});
    expect(proposal.openTasks).toBe(3);
    expect(carried.map(({ id }) => id).toSorted()).toEqual(['due', 'prepares', 'undated']);
    expect(await taskOf('prepares')).toEqual({ hearingId: next!.id, dueOn: '2026-05-31' });
    expect(await taskOf('undated')).toEqual({ hearingId: next!.id, dueOn: null });
    expect(await taskOf('due')).toEqual({ hearingId: next!.id, dueOn: '2026-06-02' });
    expect(await taskOf('later')).toEqual({ hearingId: null, dueOn: '2026-05-06' });
    expect(await taskOf('elsewhere')).toEqual({ hearingId: 'other', dueOn: '2026-05-01' });
    expect(await taskOf('done')).toEqual({ hearingId: 'h', dueOn: null });
    expect(await taskOf('office')).toEqual({ hearingId: null, dueOn: '2026-05-01' });
  });

  test('leaves tasks where they are when asked to, or when there is no next hearing', async () => {
    await diary.addTask({ id: 't', caseId: 'rao', hearingId: 'h', dueOn: today });
    expect((await record({ next: null })).carried).toEqual([]);
    expect((await record({ carryTasks: false })).carried).toEqual([]);
    expect(await taskOf('t')).toEqual({ hearingId: 'h', dueOn: today });
  });

  test('carries tasks to the hearing that the case is listed for already', async () => {
    await diary.addHearing({ id: 'forgotten', caseId: 'rao', day: '2026-04-12' });
    await diary.addHearing({ id: 'listed', caseId: 'rao', day: '2026-05-12' });
    await diary.addTask({ id: 't', caseId: 'rao', hearingId: 'h', dueOn: today });
    expect((await record({ next: null })).carried).toHaveLength(1);
    expect(await taskOf('t')).toEqual({ hearingId: 'listed', dueOn: '2026-05-12' });
  });

  test('moves no task onto a day that has passed', async () => {
    await diary.addHearing({ id: 'old', caseId: 'rao', day: '2026-04-20' });
    await diary.addTask({ id: 't', caseId: 'rao', hearingId: 'old', dueOn: '2026-03-01' });
    await record({ hearingId: 'old', next: { day: '2026-05-06' } });
    expect((await taskOf('t')).dueOn).toBe(today);
  });

  test('a second record corrects the first, and says what stood there', async () => {
    await record({ next: null });
    const { changes, wasRecorded } = await record({ outcome: 'Part heard', next: null });
    expect(wasRecorded).toBe(true);
    expect(changes).toEqual([{ field: 'Outcome', before: 'Adjourned', after: 'Part heard' }]);
  });

  test('moves the case on, or closes it', async () => {
    expect((await record({ stage: 'Arguments' })).caseChanges).toEqual([
      { field: 'Stage', before: 'Evidence', after: 'Arguments' },
    ]);
    expect((await record({ outcome: 'Dismissed', next: null, closeCase: true })).caseChanges).toEqual([
      { field: 'Status', before: 'open', after: 'closed' },
    ]);
    expect((await record({ next: null, stage: 'Arguments' })).caseChanges).toEqual([]);
  });

  test('says that the case is listed twice on the next day', async () => {
    expect((await record({})).isDoubled).toBe(false);
    expect((await record({})).isDoubled).toBe(true);
  });

  test('writes nothing at all when something of it cannot be', async () => {
    await expect(record({ next: { day: today } })).rejects.toThrow('must come after this one');
    await expect(record({ closeCase: true })).rejects.toThrow('A case that is closed has no next hearing.');
    await diary.addTask({ id: 't', caseId: 'rao', hearingId: 'h', dueOn: '2026-05-05' });
    await diary.query.schema.alterTable('tasks').renameTo('lost').execute();
    await expect(record({})).rejects.toThrow();
    expect((await getHearing(diary.query, 'h')).outcome).toBe('');
    expect(await hearingsOfCase(diary.query, 'rao')).toHaveLength(1);
  });
});

describe('the next date', () => {
  test('goes by the court where the case has no rhythm, and says how busy that day is', async () => {
    for (let index = 0; index < 6; index += 1) {
      await diary.addCase({ id: `c${index}`, court: 'City Civil Court' });
      await diary.addHearing({ id: `c${index}a`, caseId: `c${index}`, day: '2026-03-02' });
      await diary.addHearing({ id: `c${index}b`, caseId: `c${index}`, day: '2026-03-16' });
    }
    await diary.addHearing({ id: 'h', caseId: 'rao', day: today, time: '10:30', purpose: 'Evidence' });
    await diary.addHearing({ id: 'busy', caseId: 'c1', day: '2026-05-19' });
    expect(await proposeNextDate(diary.query, 'h', today)).toEqual({
      day: '2026-05-19',
      time: '10:30',
      purpose: 'Evidence',
      because: 'Cases before City Civil Court are usually heard again after 2 weeks.',
      otherHearings: 1,
      openTasks: 0,
    });
  });

  test('is not a day on which the case is listed already', async () => {
    await diary.addHearing({ id: 'h', caseId: 'rao', day: today });
    await diary.addHearing({ id: 'next', caseId: 'rao', day: '2026-06-02' });
    expect((await proposeNextDate(diary.query, 'h', today)).day).toBe('2026-06-03');
  });
});
