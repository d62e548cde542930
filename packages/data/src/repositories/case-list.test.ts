/** The case list on a real practice: search, filters, orders, pages, and what changes while it is looked at. */
import { CaseListRequest, type CaseFilter } from '@causebook/contracts';
import type { z } from 'zod';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { generationFolder } from '../profile-paths.ts';
import { now, tempProfile } from '../../test/profile.ts';
import { openDatabase } from '../database.ts';

import { insertInto } from '../insert-into.ts';
import { closePractice, createPractice, openPractice, type Practice } from '../practice.ts';
import { findCases, listCases } from './case-list.ts';

const today = '2026-03-02';
const at = now.toISOString();

let practice: Practice;
let path: string;
let others = 0;

beforeEach(async () => {
  const paths = await tempProfile();
  path = generationFolder(paths, await createPractice(paths, { now, name: '' })).database;
  practice = await openPractice(paths);
});
afterEach(() => closePractice(practice));

const add = (id: string, change: object = {}, database = practice.database): void =>
  insertInto(database, 'cases').run({
    id,
    number: '',
    title: `Case ${id}`,
    kind: '',
    court: '',
    judge: '',
    stage: '',
    status: 'open',
    clientName: '',
    clientContact: '',
    opponent: '',
    reference: '',
    notes: '',
    lawyerId: null,
    filedOn: null,
    createdAt: at,
    updatedAt: at,
    otherNumbers: '',
    importId: null,
    ...change,
  });

const addHearing = (caseId: string, day: string): void =>
  insertInto(practice.database, 'hearings').run({
    id: `h${(others += 1)}`,
    caseId,
    day,
    time: null,
    court: '',
    purpose: '',
    outcome: '',
    notes: 'only a hearing says zebra',
    createdAt: at,
    room: '',
  });

const addParty = (caseId: string, name: string): void =>
  insertInto(practice.database, 'parties').run({
    id: `p${(others += 1)}`,
    caseId,
    position: 0,
    side: 'other',
    name,
    role: '',
    counsel: '',
    contact: '',
  });

const list = (change: z.input<typeof CaseListRequest>) =>
  listCases(practice, CaseListRequest.parse(change), today);
const ids = async (change: z.input<typeof CaseListRequest>): Promise<string> =>
  (await list(change)).cases.map(({ id }) => id).join(' ');
const search = (words: string): Promise<string> => ids({ search: words, order: { by: 'title' } });

describe('the search', () => {
  beforeEach(() => {
    add('a', { number: 'CS 123/2024', title: 'Rao v. State', notes: 'Survey of 2019' });
    add('b', { number: 'WP 7/2024', title: 'Müller v. Rao', clientName: 'A "Quick" Müller' });
    add('c', { number: 'CS 1234/2025', title: 'Bose v. Sen' });
    addParty('c', 'Raoul Quick');
    addHearing('c', '2026-04-01');
  });

  test.each([
    ['rao', 'c b a'],
    ['RAO state', 'a'],
    ['123/2024', 'a'],
    ['cs 123', 'c a'],
    ['muller', 'b'],
    ['"quick"', 'c b'],
    ['survey', 'a'],
    ['rao OR bose', ''],
    ['… / –', 'c b a'],
    ['zebra', ''],
    ['nobody', ''],
  ])('%j finds %j', async (words, found) => {
    expect(await search(words)).toBe(found);
  });

  test('takes words of the case and of its parties together', async () => {
    expect(await search('raoul sen')).toBe('c');
  });

  test('finds as many as there are, also of a word that thousands have', async () => {
    const many = practice.database.transaction(() => {
      for (let n = 0; n < 2_500; n += 1) add(`m${n}`, { title: `Many ${n}`, stage: n < 3 ? 'Evidence' : '' });
    });
    many();
    expect(await list({ search: 'many', limit: 2 })).toMatchObject({ total: 2_500, all: 2_503 });
    expect(await list({ search: 'many evidence' })).toMatchObject({ total: 3 });
    expect(await list({ search: 'zebra' })).toMatchObject({ total: 0 });
  });
});

describe('filters', () => {
  beforeEach(() => {
    insertInto(practice.database, 'users').run({
      id: 'u',
      name: 'Meera Rao',
      role: 'owner',
      email: '',
      createdAt: at,
      active: 1,
      pin: null,
    });
    add('a', { status: 'closed', court: 'High Court', kind: 'Writ' });
    add('b', { court: 'High Court', lawyerId: 'u' });
    add('c', { court: 'District Court', kind: 'Writ' });
    add('d', {});
    for (const [id, day] of [
      ['a', today],
      ['b', '2026-03-09'],
      ['c', '2026-04-02'],
      ['d', '2026-03-01'],
    ])
      addHearing(id!, day!);
    add('e', { lawyerId: 'u' });
    addHearing('e', '2026-04-03');
  });

  test.each<[Partial<CaseFilter>, string]>([
    [{ status: 'open' }, 'b c d e'],
    [{ status: 'closed' }, 'a'],
    [{ court: 'High Court' }, 'a b'],
    [{ kind: 'Writ' }, 'a c'],
    [{ kind: 'Writ', status: 'open', court: 'District Court' }, 'c'],
    [{ lawyerId: 'u' }, 'b e'],
    [{ lawyerId: '' }, 'a c d'],
    [{ nextHearing: 'today' }, 'a'],
    [{ nextHearing: 'week' }, 'a b'],
    [{ nextHearing: 'month' }, 'a b c'],
    [{ nextHearing: 'any' }, 'a b c e'],
    [{ nextHearing: 'none' }, 'd'],
    [{ nextHearing: 'any', lawyerId: 'u', search: 'case' }, 'b e'],
  ])('%j lets pass %j', async (filter, found) => {
    expect(await ids({ ...filter, order: { by: 'title' } })).toBe(found);
  });

  test('name the lawyer and the nearest hearing', async () => {
    const { cases } = await list({ lawyerId: 'u', order: { by: 'title' } });
    expect(cases).toMatchObject([{ lawyerName: 'Meera Rao', nextHearingOn: '2026-03-09' }, { id: 'e' }]);
  });
});

describe('orders', () => {
  beforeEach(() => {
    add('a', {
      number: 'CS 10/2024',
      title: 'beta',
      court: 'High Court',
      stage: 'Evidence',
      clientName: 'Zed',
    });
    add('b', { number: 'CS 9/2024', title: 'Alpha', court: 'high court', stage: '', clientName: 'adam' });
    add('c', { number: '', title: 'alpha', court: 'District Court', stage: 'Arguments', clientName: 'Bose' });
    add('d', { number: 'AS 1/2020', title: 'Gamma', court: '', updatedAt: '2026-03-03T00:00:00.000Z' });
    addHearing('a', '2026-05-01');
    addHearing('a', '2026-03-05');
    addHearing('b', '2026-03-05');
    addHearing('c', '2026-03-04');
    addHearing('d', '2026-01-04');
  });

  test.each([
    ['nextHearing', 'c b a d', 'b a c d'],
    ['number', 'd b a c', 'a b d c'],
    ['title', 'b c a d', 'd a b c'],
    ['court', 'c b a d', 'b a c d'],
    ['stage', 'c a d b', 'a c d b'],
    ['client', 'b c a d', 'a c b d'],
    ['updated', 'b a c d', 'd b a c'],
  ] as const)(
    'by %s: equal ones by number, those without a value last in both directions',
    async (by, ascending, descending) => {
      expect(await ids({ order: { by } })).toBe(ascending);
      expect(await ids({ order: { by, descending: true } })).toBe(descending);
    },
  );

  test('make pages that follow each other without a gap', async () => {
    expect(await list({ offset: 1, limit: 2 })).toMatchObject({
      total: 4,
      all: 4,
      offset: 1,
      cases: [{ id: 'b' }, { id: 'a' }],
    });
    expect(await list({ offset: 9 })).toMatchObject({ total: 4, cases: [] });
  });
});

describe('while the practice changes', () => {
  test('every answer is of this moment, whoever writes', async () => {
    add('a', { title: 'Alpha' });
    expect(await search('alpha')).toBe('a');
    add('b', { title: 'Alpha two', number: '2' });
    expect(await search('alpha')).toBe('a b');
    practice.database.prepare("UPDATE cases SET title = 'Beta' WHERE id = 'a'").run();
    expect(await search('alpha')).toBe('b');
    addHearing('a', '2026-03-09');
    expect(await ids({})).toBe('a b');
    const other = openDatabase(path);
    add('c', { title: 'Alpha three' }, other);
    other.close();
    expect(await search('alpha')).toBe('c b');
    practice.database.prepare("DELETE FROM cases WHERE id = 'b'").run();
    expect(await list({})).toMatchObject({ total: 2, all: 2 });
  });

  test('tomorrow is another day', async () => {
    add('a', {});
    addHearing('a', today);
    const request = CaseListRequest.parse({ nextHearing: 'today' });
    expect(await listCases(practice, request, today)).toMatchObject({ total: 1 });
    expect(await listCases(practice, request, '2026-03-03')).toMatchObject({ total: 0 });
  });

  test('a transaction that is taken back was never seen', async () => {
    add('a', {});
    let read: ReturnType<typeof list> | undefined;
    const writing = practice.query.transaction().execute(async (change) => {
      await change.deleteFrom('cases').execute();
      read = list({});
      // Long enough for a reader that does not wait.
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw new Error('taken back');
    });
    await expect(writing).rejects.toThrow('taken back');
    expect(await read).toMatchObject({ total: 1 });
    expect(await list({})).toMatchObject({ total: 1 });
  });
});

test('a choice of cases has those with the nearest hearing first', async () => {
  add('a', { number: '1', title: 'Rao v. State' });
  add('b', { number: '2', title: 'Rao v. Sen' });
  addHearing('b', '2026-03-04');
  expect(await findCases(practice, { search: 'rao', limit: 5 }, today)).toEqual([
    { id: 'b', number: '2', title: 'Rao v. Sen' },
    { id: 'a', number: '1', title: 'Rao v. State' },
  ]);
});
