import { existsSync, readFileSync } from 'node:fs';
import { AppError } from '@causebook/contracts';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { columnMapExample, parseColumnMap, parseColumnMapFile } from './column-map.ts';
import type { ColumnMap } from './column-map.ts';
import { importCases } from './import-cases.ts';
import type { ImportReport, ImportRequest } from './import-cases.ts';
import { readTime } from './read-case.ts';
import { scdbMap } from './scdb-map.ts';

let database: Database.Database;
let ids = 0;

beforeEach(() => {
  database = new Database(':memory:');
  database.pragma('foreign_keys = ON');
  migrate(database);
});

const simple = parseColumnMap({
  case: { title: 'Title', number: 'Number', notes: 'Notes' },
  hearings: [{ day: 'Hearing', purpose: 'Purpose' }],
});

function load(
  csv: string | Uint8Array,
  map: ColumnMap = simple,
  rest: Partial<ImportRequest> = {},
): ImportReport {
  return importCases({
    database,
    csv: typeof csv === 'string' ? Buffer.from(csv) : csv,
    map,
    now: new Date('2026-11-16T09:00:00.000Z'),
    newId: () => `id-${(ids += 1)}`,
    ...rest,
  });
}

function refusalOf(csv: string | Uint8Array, map?: ColumnMap): AppError {
  try {
    load(csv, map);
  } catch (error) {
    expect(countOf('cases')).toBe(0);
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

const countOf = (table: string): number =>
  database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? -1;
const titles = (): string[] =>
  database.prepare<[], string>('SELECT title FROM cases ORDER BY rowid').pluck().all();
const days = (): string[] =>
  database.prepare<[], string>('SELECT day FROM hearings ORDER BY rowid').pluck().all();

const header = 'Title,Number,Notes,Hearing,Purpose\n';

describe('importing cases', () => {
  test('takes every field of the documented example', () => {
    const csv = [
      'Parties;Case No.;Type;Client;Date of filing;Last date;Last purpose;What happened;Next date;Time;Next purpose;Disposed on;Result',
      'Rao v. State of Karnataka;WP 1423/2024;C;Rao;2/1/2024;12/3/2024;Admission;Notice issued;5/4/2024;10.30 am;Arguments;;',
      '"Khan v. Pillai; Menon";OS 7/2020;X;Khan;1 June 2020;;;;;;;30/11/2023;Decreed',
    ].join('\r\n');
    const report = load(csv, parseColumnMapFile(columnMapExample));
    expect(report).toEqual({
      encoding: 'utf-8',
      delimiter: ';',
      dateOrder: {
        'Date of filing': 'day-first',
        'Last date': 'day-first',
        'Next date': 'day-first',
        'Disposed on': 'day-first',
      },
      rows: 2,
      imported: { cases: 2, hearings: 2, orders: 1 },
      refused: [],
      warnings: [],
    });
    expect(database.prepare('SELECT * FROM cases ORDER BY rowid').all()).toMatchObject([
      {
        number: 'WP 1423/2024',
        title: 'Rao v. State of Karnataka',
        kind: 'Civil',
        court: 'City Civil Court, Bengaluru',
        judge: '',
        stage: '',
        status: 'open',
        clientName: 'Rao',
        clientContact: '',
        opponent: '',
        reference: '',
        notes: '',
        lawyerId: null,
        filedOn: '2024-01-02',
        createdAt: '2026-11-16T09:00:00.000Z',
        updatedAt: '2026-11-16T09:00:00.000Z',
      },
      { title: 'Khan v. Pillai; Menon', kind: 'Other', status: 'closed', filedOn: '2020-06-01' },
    ]);
    expect(
      database.prepare('SELECT day, time, court, purpose, outcome, notes FROM hearings ORDER BY day').all(),
    ).toEqual([
      {
        day: '2024-03-12',
        time: null,
        court: 'City Civil Court, Bengaluru',
        purpose: 'Admission',
        outcome: 'Notice issued',
        notes: '',
      },
      {
        day: '2024-04-05',
        time: '10:30',
        court: 'City Civil Court, Bengaluru',
        purpose: 'Arguments',
        outcome: '',
        notes: '',
      },
    ]);
    expect(database.prepare('SELECT orderedOn, title, summary, documentId FROM orders').all()).toEqual([
      { orderedOn: '2023-11-30', title: 'Judgment', summary: 'Decreed', documentId: null },
    ]);
  });

  test('reads Windows-1252, quoted commas, quotation marks written twice, and trims blanks of every kind', () => {
    const csv = Buffer.from(
      `${header}"Rao, ""the elder"" v. State", WP 1 ,18 U.S.C. \xa7 398,,\n\xa0Sen v. Bose\xa0,2,=1+1,,\n`,
      'latin1',
    );
    expect(load(csv)).toMatchObject({ encoding: 'windows-1252', delimiter: ',', imported: { cases: 2 } });
    expect(database.prepare('SELECT title, number, notes FROM cases ORDER BY rowid').all()).toEqual([
      { title: 'Rao, "the elder" v. State', number: 'WP 1', notes: '18 U.S.C. § 398' },
      { title: 'Sen v. Bose', number: '2', notes: '=1+1' },
    ]);
  });

  test('refuses a row with an unreadable day and names its line, line breaks inside cells counted', () => {
    const csv = `${header}A v. B,1,"two\r\nlines",25/3/2024,\r\n\r\nC v. D,2,,31/2/2024,\r\nE v. F,3,,25/4/2024,\r\n`;
    const report = load(csv);
    expect(report.refused).toEqual([
      { line: 5, column: 'Hearing', value: '31/2/2024', reason: 'This day does not exist.' },
    ]);
    expect(report).toMatchObject({ rows: 3, imported: { cases: 2, hearings: 2 } });
    expect(titles()).toEqual(['A v. B', 'E v. F']);
    expect(database.prepare('SELECT notes FROM cases LIMIT 1').pluck().get()).toBe('two\nlines');
  });

  test('refuses a case without a title and takes one without a number, with a warning', () => {
    const report = load(`${header},7,,,\n,,lost,,\nA v. B,,,,\n,,,,\n`);
    expect(report.refused).toEqual([
      { line: 2, column: 'Title', value: '', reason: 'The case has no title.' },
      { line: 3, column: 'Title', value: '', reason: 'The case has neither a title nor a number.' },
    ]);
    expect(report.warnings).toEqual([
      { line: 4, column: 'Number', value: '', reason: 'The case has no number; it was taken without one.' },
    ]);
    expect(report).toMatchObject({ rows: 3, imported: { cases: 1 } });
  });

  test('reports every problem of a row', () => {
    const map = parseColumnMap({
      case: { title: 'T', status: 'S', filedOn: 'F', kind: { column: 'K', words: { 1: 'Civil' } } },
      hearings: [{ day: 'D', time: 'H' }],
    });
    const { refused } = load('T,S,F,K,D,H\nA v. B,lost,1/2/24,9,2024-01-01,noon\n', map);
    expect(refused.map(({ column }) => column)).toEqual(['K', 'S', 'F', 'H']);
    expect(countOf('cases')).toBe(0);
  });

  test('finds out for each column whether the day or the month comes first', () => {
    const map = parseColumnMap({ case: { title: 'T', filedOn: 'Filed' }, hearings: [{ day: 'Heard' }] });
    const report = load('T,Filed,Heard\nA v. B,3/4/2024,3/4/2024\nC v. D,25/4/2024,4/25/2024\n', map);
    expect(report.dateOrder).toEqual({ Filed: 'day-first', Heard: 'month-first' });
    expect(days()).toEqual(['2024-03-04', '2024-04-25']);
    expect(database.prepare('SELECT filedOn FROM cases ORDER BY rowid').pluck().all()).toEqual([
      '2024-04-03',
      '2024-04-25',
    ]);
  });

  test('does not guess the order of an ambiguous column', () => {
    const csv = `${header}A v. B,1,,3/4/2024,\nC v. D,2,,5/5/2024,\n`;
    const report = load(csv);
    expect(report.dateOrder).toEqual({ Hearing: 'ambiguous' });
    expect(report.refused).toMatchObject([{ line: 2, column: 'Hearing', value: '3/4/2024' }]);
    expect(days()).toEqual(['2024-05-05']);
    expect(load(csv, { ...simple, dateOrder: 'month-first' })).toMatchObject({
      refused: [],
      dateOrder: { Hearing: 'month-first' },
    });
    expect(days()).toEqual(['2024-05-05', '2024-03-04', '2024-05-05']);
  });

  test('warns of what stands beside an empty day, and of numbers that are there already', () => {
    load(`${header}A v. B,1,,,Arguments\n`);
    const { warnings } = load(`${header}A v. B,1,,,Arguments\n`);
    expect(warnings).toMatchObject([
      { line: 2, column: 'Purpose', value: 'Arguments', reason: expect.stringContaining('"Hearing"') },
      { line: 2, column: null, value: '1', reason: expect.stringContaining('already had') },
    ]);
    expect(countOf('cases')).toBe(2);
  });

  test('reads UTF-16 with tabs, as Excel saves "Unicode text"', () => {
    const csv = Buffer.from(
      `\uFEFF${header.replaceAll(',', '\t')}राव v. State\tWP 1\t\t2024-03-12\t\r\n`,
      'utf16le',
    );
    expect(load(csv)).toMatchObject({
      encoding: 'utf-16le',
      delimiter: '\t',
      imported: { cases: 1, hearings: 1 },
    });
    expect(titles()).toEqual(['राव v. State']);
  });

  test('obeys the first line by which Excel names the delimiter, and counts it', () => {
    const report = load(`sep=;\n${header.replaceAll(',', ';')}A, B v. C;1;;soon;\n`);
    expect(report).toMatchObject({ delimiter: ';', refused: [{ line: 3 }] });
  });

  test.each([
    ['nothing', '', 'empty'],
    ['blank lines', '\n \n', 'empty'],
    ['a column name twice', 'Title,Title,Number\n', '"Title" stands twice'],
    ['a missing column', 'Title,Number,Notes,Hearing\nA,1,,\n', 'no column "Purpose"'],
    ['a column in other letters', header.replace('Title', 'TITLE'), 'Did you mean "TITLE"?'],
    ['an open quotation mark', `${header}A,1,,,\n"A v. B,1,,,\nC,2,,,\n`, 'begins at line 3'],
    ['a workbook', 'PK\x03\x04 and so on', 'Excel workbook'],
    ['a NUL byte', `${header}A\0 v. B,1,,,\n`, 'binary'],
  ])('refuses a file with %s and writes nothing', (_, csv, words) => {
    expect(refusalOf(csv)).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining(words) });
  });

  test('writes nothing when a row fails in the database', () => {
    database.exec(
      "CREATE TRIGGER full BEFORE INSERT ON hearings BEGIN SELECT raise(ABORT, 'disk full'); END",
    );
    expect(() => load(`${header}A v. B,1,,,\nC v. D,2,,2024-03-12,\n`)).toThrow('disk full');
    expect(countOf('cases')).toBe(0);
  });

  test('writes nothing when it is cancelled, and tells how far it is', () => {
    const abort = new AbortController();
    const csv = header + 'A v. B,1,,,\n'.repeat(1_200);
    const seen: number[] = [];
    const onProgress = (done: number): void => {
      seen.push(done);
      if (done === 500) abort.abort();
    };
    expect(() => load(csv, simple, { signal: abort.signal, onProgress })).toThrow(
      expect.objectContaining({ code: 'CANCELLED' }),
    );
    expect(seen).toEqual([0, 500]);
    expect(countOf('cases')).toBe(0);
    load(csv, simple, { onProgress: (done, total) => seen.push(done, total) });
    expect(seen.slice(-2)).toEqual([1_200, 1_200]);
  });
});

describe('a time of day', () => {
  test.each([
    ['10:30', '10:30'],
    ['9.05', '09:05'],
    ['10.30 am', '10:30'],
    ['2:15 PM', '14:15'],
    ['12:00 p.m.', '12:00'],
    ['12:10 am', '00:10'],
    ['14:00:00', '14:00'],
    ['24:00', null],
    ['13:00 pm', null],
    ['10', null],
  ])('%s is %s', (text, time) => {
    expect(readTime(text)).toBe(time);
  });
});

const realFile = new URL('../../../../../shared/data/scdb-1946-2000.csv', import.meta.url);

describe('the Supreme Court Database', () => {
  // It may not be distributed (CC BY-NC), so it is not in the repository.
  test.skipIf(!existsSync(realFile))('comes in whole: 7,542 cases, their hearings and decisions', () => {
    const report = load(readFileSync(realFile), scdbMap);
    expect(report).toMatchObject({
      encoding: 'windows-1252',
      delimiter: ',',
      rows: 7_542,
      imported: { cases: 7_542, hearings: 6_635 + 169, orders: 7_542 },
      refused: [],
    });
    expect(report.warnings).toHaveLength(8);
    expect(report.warnings.every(({ column }) => column === 'docket')).toBe(true);
    expect(load(readFileSync(realFile), { ...scdbMap, dateOrder: 'auto' }).dateOrder).toEqual({
      dateArgument: 'month-first',
      dateRearg: 'month-first',
      dateDecision: 'month-first',
    });
    const first = database
      .prepare(
        'SELECT id, number, title, kind, court, judge, stage, status, reference FROM cases ORDER BY rowid LIMIT 1',
      )
      .get() as Record<string, string>;
    expect(first).toEqual({
      id: first.id,
      number: '24',
      title: 'HALLIBURTON OIL WELL CEMENTING CO. v. WALKER et al., DOING BUSINESS AS DEPTHOGRAPH CO.',
      kind: 'Economic activity',
      court: 'Supreme Court of the United States',
      judge: 'Vinson',
      stage: 'Decided',
      status: 'closed',
      reference: '329 U.S. 1',
    });
    expect(
      database.prepare('SELECT day, purpose FROM hearings WHERE caseId = ? ORDER BY day').all(first.id),
    ).toEqual([
      { day: '1946-01-09', purpose: 'Oral argument' },
      { day: '1946-10-23', purpose: 'Reargument' },
    ]);
    expect(database.prepare('SELECT orderedOn, title FROM orders WHERE caseId = ?').all(first.id)).toEqual([
      { orderedOn: '1946-11-18', title: 'Decision' },
    ]);
  });

  test.skipIf(!existsSync(realFile))('keeps the section sign of Windows-1252', () => {
    const map = parseColumnMap({ ...scdbMap, case: { ...scdbMap.case, notes: 'lawMinor' } });
    load(readFileSync(realFile), map);
    expect(database.prepare('SELECT notes FROM cases ORDER BY rowid LIMIT 1').pluck().get()).toBe(
      '35 U.S.C. § 33',
    );
  });
});

test('a row with another number of fields is refused with its line, and the others are taken', () => {
  const report = load(`${header}A v. B,1,,,\nC v. D,2\n\nE v. F,3,,,\nRao, Sen v. State,4,,,\n`);
  expect(report).toMatchObject({ rows: 4, imported: { cases: 2 } });
  expect(report.refused.map(({ line, reason }) => [line, reason])).toEqual([
    [3, 'The row has 2 fields; the header has 5.'],
    [6, 'The row has 6 fields; the header has 5.'],
  ]);
});

test('quotation marks inside a cell that is not quoted are just text', () => {
  load(`${header}A "the elder" v. B,1,,,\n`);
  expect(titles()).toEqual(['A "the elder" v. B']);
});
