/** One case: made, changed, given a status; its vocabulary and the filters of the list, on a real practice. */
import { CaseDraft, type SavedFilter } from '@causebook/contracts';
import type { z } from 'zod';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { now, tempProfile } from '../../test/profile.ts';
import { insertInto } from '../insert-into.ts';
import { closePractice, createPractice, openPractice, type Practice } from '../practice.ts';
import { caseChanges } from './case-changes.ts';
import { casesWithNumber, getCase, saveCase, setCaseStatus } from './case-details.ts';
import { caseVocabulary } from './case-vocabulary.ts';
import { deleteFilter, saveFilter, savedFilters } from './saved-filters.ts';

const today = '2026-03-02';
const later = new Date(now.getTime() + 60_000);

let practice: Practice;
beforeEach(async () => {
  const paths = await tempProfile();
  await createPractice(paths, { now, name: '' });
  practice = await openPractice(paths);
});
afterEach(() => closePractice(practice));

const save = (change: Partial<z.input<typeof CaseDraft>>, caseId: string | null = null, when = now) =>
  saveCase(practice.query, {
    caseId,
    draft: CaseDraft.parse({ title: 'Rao v. State', ...change }),
    now: when,
    today,
  });
const read = (caseId: string) => getCase(practice.query, caseId, today);
const parties = ['Asha Rao', 'Bimal Sen', 'Chitra Das'].map((name) => ({ name, side: 'other' as const }));

describe('a case', () => {
  test('is kept as it was typed, with its parties in their order', async () => {
    const { caseId, before } = await save({ number: ' CS 1/2026 ', filedOn: '2026-01-05', parties });
    expect(before).toBeNull();
    expect(await read(caseId)).toMatchObject({
      number: 'CS 1/2026',
      filedOn: '2026-01-05',
      status: 'open',
      nextHearingOn: null,
      createdAt: now.toISOString(),
      parties: [{ name: 'Asha Rao' }, { name: 'Bimal Sen' }, { name: 'Chitra Das' }],
      counts: { hearings: 0, openTasks: 0, tasks: 0, orders: 0, documents: 0 },
    });
  });

  test('is changed as a whole, and keeps the day on which it was entered', async () => {
    const { caseId } = await save({ parties, notes: 'old' });
    const { before } = await save({ title: 'Rao v. Union', parties: parties.toReversed() }, caseId, later);
    expect(before).toMatchObject({ title: 'Rao v. State', notes: 'old' });
    expect(await read(caseId)).toMatchObject({
      title: 'Rao v. Union',
      notes: '',
      createdAt: now.toISOString(),
      updatedAt: later.toISOString(),
      parties: [{ name: 'Chitra Das' }, { name: 'Bimal Sen' }, { name: 'Asha Rao' }],
    });
  });

  test('counts what is in it and names the nearest hearing', async () => {
    const { caseId } = await save({});
    for (const [id, day] of [
      ['h1', '2026-03-09'],
      ['h2', today],
      ['h3', '2026-02-01'],
    ])
      insertInto(practice.database, 'hearings').run({
        id: id!,
        caseId,
        day: day!,
        time: null,
        court: '',
        purpose: '',
        outcome: '',
        notes: '',
        createdAt: now.toISOString(),
        room: '',
      });
    for (const [id, doneAt] of [
      ['t1', null],
      ['t2', now.toISOString()],
    ] as const)
      insertInto(practice.database, 'tasks').run({
        id,
        caseId,
        title: 'Draft',
        notes: '',
        dueOn: null,
        doneAt,
        assigneeId: null,
        createdAt: now.toISOString(),
        hearingId: null,
      });
    expect(await read(caseId)).toMatchObject({
      nextHearingOn: today,
      counts: { hearings: 3, openTasks: 1, tasks: 2 },
    });
  });

  test.each([
    [{ title: '  ' }, 'The case has no title.'],
    [
      { parties: [{ name: ' ', side: 'other' as const, role: '', counsel: '', contact: '' }] },
      'Party 1 has no name.',
    ],
    [{ lawyerId: 'nobody' }, 'The lawyer of this case is no longer in the list of users.'],
  ])('%j is refused in words, and nothing is written', async (change, message) => {
    const draft = { ...CaseDraft.parse({ title: 'x' }), ...change };
    await expect(saveCase(practice.query, { caseId: null, draft, now, today })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message,
    });
    expect(practice.database.prepare('SELECT count(*) FROM cases').pluck().get()).toBe(0);
  });

  test('that does not exist can neither be read nor changed', async () => {
    for (const work of [
      () => read('none'),
      () => save({}, 'none'),
      () => setCaseStatus(practice.query, { caseId: 'none', status: 'closed', now, today }),
    ])
      await expect(work()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is closed and reopened', async () => {
    const { caseId } = await save({});
    const status = (to: 'closed' | 'open') =>
      setCaseStatus(practice.query, { caseId, status: to, now: later, today });
    expect(await status('closed')).toMatchObject({ status: 'open' });
    expect(await read(caseId)).toMatchObject({ status: 'closed', updatedAt: later.toISOString() });
    await status('open');
    expect(await read(caseId)).toMatchObject({ status: 'open' });
  });

  test('is found by its number, however that is written, but not beside itself', async () => {
    const { caseId } = await save({ number: 'CS 1/2026' });
    await save({ number: 'CS 11/2026' });
    expect(await casesWithNumber(practice.query, { number: 'cs 1/2026 ', except: null })).toEqual([
      { id: caseId, number: 'CS 1/2026', title: 'Rao v. State' },
    ]);
    expect(await casesWithNumber(practice.query, { number: 'CS 1/2026', except: caseId })).toEqual([]);
    expect(await casesWithNumber(practice.query, { number: ' ', except: null })).toEqual([]);
  });
});

test('the audit log hears in words which fields were changed, long texts shortened', async () => {
  const { caseId } = await save({ notes: 'a', filedOn: '2026-01-05' });
  const { before } = await save(
    {
      notes: 'b'.repeat(500),
      court: 'High Court',
      filedOn: null,
      parties: [{ name: 'Sen', side: 'client' }],
    },
    caseId,
    later,
  );
  expect(caseChanges(before!, await read(caseId))).toEqual([
    { field: 'Court', before: '', after: 'High Court' },
    { field: 'Filed on', before: '5 January 2026', after: '' },
    { field: 'Parties', before: '', after: "Sen, on our client's side" },
    { field: 'Notes', before: 'a', after: `${'b'.repeat(199)}…` },
  ]);
});

test('the vocabulary has the words that are used, most used first', async () => {
  for (const court of ['High Court', 'District Court', 'District Court', ''])
    await save({ court, kind: 'Writ' });
  expect(await caseVocabulary(practice.query)).toEqual({
    courts: ['District Court', 'High Court'],
    kinds: ['Writ'],
    stages: [],
    judges: [],
  });
});

describe('saved filters', () => {
  const filter = (name: string, court = 'High Court'): SavedFilter => ({
    name,
    filter: { search: '', status: null, court, kind: null, lawyerId: null, nextHearing: 'week' },
    order: { by: 'title', descending: true },
  });

  test('are kept by name, replaced and deleted', async () => {
    await saveFilter(practice.query, filter('Writs'));
    await saveFilter(practice.query, filter('High Court'));
    expect(await saveFilter(practice.query, filter('WRITS', 'Supreme Court'))).toEqual([
      filter('High Court'),
      filter('WRITS', 'Supreme Court'),
    ]);
    expect(await deleteFilter(practice.query, 'high court')).toEqual([filter('WRITS', 'Supreme Court')]);
    expect(await savedFilters(practice.query)).toEqual([filter('WRITS', 'Supreme Court')]);
  });

  test.each(['{', '[{"name":1}]', '"text"'])('that cannot be read (%s) are none', async (value) => {
    practice.database.prepare("INSERT INTO settings VALUES ('filters.cases', ?)").run(value);
    expect(await savedFilters(practice.query)).toEqual([]);
    expect(await saveFilter(practice.query, filter('Writs'))).toHaveLength(1);
  });
});
