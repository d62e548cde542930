/** What a search finds, in which order, and what it says of it. */
import SqliteDatabase from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../database.ts';
import { queryBuilder } from '../query-builder.ts';
import { migrate } from '../migrate.ts';
import type { CaseRow, PracticeSchema } from '../schema.ts';
import { insertInto } from '../insert-into.ts';
import { excerpt } from './search-excerpt.ts';
import { searchPractice } from './search.ts';

const today = '2026-03-02';
const at = '2026-03-02T09:00:00.000Z';
let database: Database;

beforeEach(() => {
  database = new SqliteDatabase(':memory:');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  migrate(database);
});

function addCase(id: string, change: Partial<CaseRow> = {}): void {
  insertInto(database, 'cases').run({
    id,
    number: '',
    title: `Title ${id}`,
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
}

function addHearing(id: string, caseId: string, day: string, notes = ''): void {
  insertInto(database, 'hearings').run({
    id,
    caseId,
    day,
    time: null,
    court: '',
    purpose: 'Arguments',
    outcome: '',
    notes,
    createdAt: at,
    room: '',
  });
}

function addParty(id: string, caseId: string, name: string, counsel = ''): void {
  insertInto(database, 'parties').run({
    id,
    caseId,
    position: 0,
    side: 'other',
    name,
    role: 'Guarantor',
    counsel,
    contact: '',
  });
}

const addTask = (id: string, caseId: string | null, title: string, notes = ''): void =>
  insertInto(database, 'tasks').run({
    id,
    caseId,
    title,
    notes,
    dueOn: null,
    doneAt: null,
    assigneeId: null,
    createdAt: at,
    hearingId: null,
  });

const answer = (words: string, perKind = 8) =>
  searchPractice(queryBuilder<PracticeSchema>(database), { words, perKind }, today);
const found = async (words: string, kind = 'case'): Promise<string[]> =>
  (await answer(words)).hits.filter((hit) => hit.kind === kind).map(({ id }) => id);

describe('the words of a search', () => {
  test.each([
    ['rao', 'Rao v. Iyer'],
    ['RA iy', 'Rao v. Iyer'],
    ['jose', 'José v. Ñandú'],
    ['ÑANDU', 'José v. Ñandú'],
    ["o'brien", "O'Brien v. State"],
    ['brien', "O'Brien v. State"],
    ['123/2024', 'WP(C) 123/2024'],
    ['wp(c) 123', 'WP(C) 123/2024'],
    ['123 2024', 'WP(C) 123/2024'],
    ['ग्राहक', 'ग्राहक हिंदी'],
    ['合同', '合同 纠纷'],
    ['rao 🎉', 'Rao v. Iyer 🎉'],
    ['-rao', 'Rao v. Iyer'],
    ['"rao', 'Rao v. Iyer'],
  ])('%s find %s', async (words, title) => {
    addCase('c', { title });
    expect(await found(words)).toEqual(['c']);
  });

  test.each([
    'yer',
    '23/2024',
    'rao nobody',
    '🎉',
    '',
    '   ',
    '"',
    'title:rao',
    'NEAR(rao',
    'rao*iyer*x',
    'rao\u0000nobody',
  ])('%j do not find Rao v. Iyer 123/2024', async (words) => {
    addCase('c', { title: 'Rao v. Iyer', number: '123/2024' });
    expect(await found(words)).toEqual([]);
  });

  test('many of them with many beginnings are found too', async () => {
    for (let index = 0; index < 60; index += 1) addCase(`c${index}`, { number: `WP ${1000 + index}/2024` });
    expect((await answer('100', 50)).hits).toHaveLength(10);
    expect((await answer('wp 10', 50)).hits).toHaveLength(50);
  });

  test('may be spread over a case and its parties', async () => {
    addCase('c', { court: 'High Court, Dharwad' });
    addCase('d', { court: 'High Court, Bengaluru' });
    addParty('p', 'c', 'Sneha Fernandes', 'Meera Kamath');
    addParty('q', 'c', 'Anil Gill');
    addParty('r', 'd', 'Sneha Fernandes');
    expect(await found('fernandes dharwad')).toEqual(['c']);
    expect(await found('gill kamath')).toEqual(['c']);
    expect((await found('fernandes')).toSorted()).toEqual(['c', 'd']);
  });

  test('may be those of an entry and of the name of its case, but not of the case alone', async () => {
    addCase('c', { title: 'Rao v. Iyer', number: 'CS 12/2024' });
    addTask('t', 'c', 'File vakalatnama');
    addTask('u', 'c', 'Pay court fee');
    expect(await found('rao vakalat', 'task')).toEqual(['t']);
    expect(await found('rao', 'task')).toEqual([]);
  });
});

describe('the order of what is found', () => {
  test('is number, title and client before other text, whole words before beginnings', async () => {
    addCase('body', { notes: 'about rao' });
    addCase('beginning', { title: 'Raoul v. State' });
    addCase('exact', { title: 'Rao v. State', status: 'closed' });
    expect(await found('rao')).toEqual(['exact', 'beginning', 'body']);
  });

  test('is open cases with the nearest hearing first', async () => {
    addCase('closed', { title: 'Rao 1', status: 'closed' });
    addCase('without', { title: 'Rao 2' });
    addCase('far', { title: 'Rao 3' });
    addCase('near', { title: 'Rao 4' });
    addHearing('h1', 'far', '2026-05-01');
    addHearing('h2', 'near', '2026-03-03');
    addHearing('h3', 'without', '2026-03-01');
    expect(await found('rao')).toEqual(['near', 'far', 'without', 'closed']);
  });

  test('puts an entry with the word in its title first', async () => {
    addTask('notes', null, 'Call the client', 'about the deed');
    addTask('title', null, 'Draft the deed');
    addTask('other', null, 'Buy stamps', 'for the deed');
    expect((await found('deed', 'task'))[0]).toBe('title');
    expect((await answer('deed', 1)).hits.map(({ id }) => id)).toEqual(['title']);
  });

  test('ends at so many of a kind, and says of which there are more', async () => {
    for (const id of ['a', 'b', 'c']) addCase(id, { title: 'Rao' });
    addTask('t', null, 'Call Rao');
    const { hits, more } = await answer('rao', 2);
    expect(hits.map(({ kind }) => kind)).toEqual(['case', 'case', 'task']);
    expect(more).toEqual(['case']);
  });
});

describe('what is said of it', () => {
  test('is where it belongs and why it was found', async () => {
    addCase('c', {
      title: 'Rao v. Iyer',
      number: 'CS 12/2024',
      court: 'District Court',
      status: 'closed',
      judge: 'A. Lobo',
    });
    addParty('p', 'c', 'Sneha Fernandes', 'Meera Kamath');
    addHearing('h', 'c', '2026-02-01', 'The witness spoke of a xylophone.');
    const detail = async (words: string): Promise<string[]> =>
      (await answer(words)).hits.map((hit) => hit.detail);
    expect(await detail('lobo')).toEqual(['CS 12/2024 · District Court · Closed · Before: A. Lobo']);
    expect(await detail('kamath')).toEqual([
      'CS 12/2024 · District Court · Closed · Counsel: Meera Kamath',
      'Guarantor · CS 12/2024 Rao v. Iyer · Closed · Counsel: Meera Kamath',
    ]);
    expect(await detail('xylo')).toEqual(['CS 12/2024 Rao v. Iyer · The witness spoke of a xylophone.']);
  });

  test.each([
    ['short notes', ['notes'], 'short notes'],
    ['nothing of it', ['else'], null],
    [
      `${'before '.repeat(40)}the needle${' after'.repeat(40)}`,
      ['needle'],
      /^… before .*the needle after .* …$/,
    ],
    [`${'x'.repeat(500)} needle ${'y'.repeat(500)}`, ['needle'], /^… .*needle y+ …$/],
    [`${'🎉'.repeat(100)}needle${'🎉'.repeat(100)}`, ['needle'], /needle/],
  ])('is a part of a longer text around the word: %j', (text, words, part) => {
    const shown = excerpt(text, words);
    if (part === null) expect(shown).toBeNull();
    else expect(shown).toMatch(part);
    expect((shown ?? '').length).toBeLessThan(200);
    expect((shown ?? '').isWellFormed()).toBe(true);
  });
});
