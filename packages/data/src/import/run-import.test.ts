import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ImportMapping } from '@causebook/contracts';
import { now } from '../../test/profile.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { importOffice, named, type ImportOffice } from '../../test/import-office.ts';
import { deleteEntry, listDeletions, restoreDeletion } from '../repositories/deletions.ts';
import { insertInto } from '../insert-into.ts';
import { listImports } from '../repositories/imports.ts';
import { OUTCOME_UNKNOWN } from './read-line.ts';

let office: ImportOffice;
beforeEach(async () => {
  office = await importOffice();
});

const imported = async (csv: string, how: Parameters<ImportOffice['run']>[1] = {}) =>
  office.run(await office.file('register.csv', csv), how);
const count = (table: string): number =>
  office.all<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]!.n;
const cases = (columns = 'number, title, status, stage, notes') =>
  office.all<Record<string, unknown>>(`SELECT ${columns} FROM cases ORDER BY rowid`);
const hearings = () =>
  office.all<Record<string, unknown>>(
    'SELECT day, time, purpose, outcome FROM hearings ORDER BY day, outcome DESC',
  );

describe('a line becomes a case', () => {
  test('with its hearings and its final order', async () => {
    const report = await imported(
      'Case No,Client,Opponent,Court,Filed on,Last date,Outcome,Next date,Time,Purpose,Disposed on\n' +
        'CS 1/2024,Rao,Iyer,CCC,25/1/2024,1/2/2026,Notice issued,3/4/2026,10.30 am,Evidence,\n' +
        'CS 2/2024,Das,Bose,CCC,26/1/2024,1/2/2026,,,,,2/2/2026\n',
    );
    expect(report).toMatchObject({
      rows: 2,
      cases: 2,
      hearings: 3,
      orders: 1,
      refusedTotal: 0,
      warningsTotal: 0,
    });
    expect(cases('number, title, court, status, filedOn, importId')).toEqual([
      {
        number: 'CS 1/2024',
        title: 'Rao v. Iyer',
        court: 'CCC',
        status: 'open',
        filedOn: '2024-01-25',
        importId: report.importId,
      },
      {
        number: 'CS 2/2024',
        title: 'Das v. Bose',
        court: 'CCC',
        status: 'closed',
        filedOn: '2024-01-26',
        importId: report.importId,
      },
    ]);
    expect(hearings()).toEqual([
      { day: '2026-02-01', time: null, purpose: '', outcome: 'Notice issued' },
      { day: '2026-02-01', time: null, purpose: '', outcome: OUTCOME_UNKNOWN },
      { day: '2026-04-03', time: '10:30', purpose: 'Evidence', outcome: '' },
    ]);
    expect(office.all('SELECT orderedOn, title FROM orders')).toEqual([
      { orderedOn: '2026-02-02', title: 'Final order' },
    ]);
  });

  test('called by its number where nothing else is known', async () => {
    await imported('Case No,Client\nCS 1/2024,\nCS 2/2024,Rao\n,Das\n,\n');
    expect(cases('title').map(({ title }) => title)).toEqual(['CS 1/2024', 'CS 2/2024', 'Das']);
  });

  test('with a coming last date as a coming hearing, and a past next date that waits for its outcome', async () => {
    await imported('Case No,Last date,Next date\n1/2024,30/3/2026,\n2/2024,,25/1/2026\n');
    expect(hearings()).toEqual([
      { day: '2026-01-25', time: null, purpose: '', outcome: '' },
      { day: '2026-03-30', time: null, purpose: '', outcome: '' },
    ]);
  });

  test('with one hearing where last and next date are the same day', async () => {
    await imported('Case No,Last date,Outcome,Next date,Time\n1/2024,25/1/2026,Part heard,25/1/2026,\n');
    expect(hearings()).toEqual([{ day: '2026-01-25', time: null, purpose: '', outcome: 'Part heard' }]);
  });

  test('with a status in many words; one that is none becomes the stage', async () => {
    const report = await imported('Case No,Status\n1,Pending\n2,DISPOSED\n3,Archived\n4,For arguments\n5,\n');
    expect(cases('number, status, stage')).toEqual([
      { number: '1', status: 'open', stage: '' },
      { number: '2', status: 'closed', stage: '' },
      { number: '3', status: 'archived', stage: '' },
      { number: '4', status: 'open', stage: 'For arguments' },
      { number: '5', status: 'open', stage: '' },
    ]);
    expect(report.warnings.map(({ line, value }) => [line, value])).toEqual([[5, 'For arguments']]);
  });

  test('and nothing of it is lost that has no place of its own', async () => {
    const long = 'x'.repeat(600);
    const report = await imported(
      `Case No,Title,Court,Next date,Purpose,Time,Outcome\n1,Rao,${long},Reserved,Orders,soon,Heard\n`,
      {
        mapping: {
          number: 0,
          title: 1,
          court: 2,
          nextHearingDay: 3,
          nextHearingPurpose: 4,
          nextHearingTime: 5,
          lastHearingOutcome: 6,
        },
      },
    );
    const [{ notes, court }] = cases('notes, court') as [{ notes: string; court: string }];
    expect(notes.split('\n').toSorted()).toEqual(
      [`Court: ${long}`, 'Next date: Reserved', 'Outcome: Heard', 'Purpose: Orders', 'Time: soon'].toSorted(),
    );
    expect(court).toHaveLength(500);
    expect(report.warnings.map(({ column }) => column).toSorted()).toEqual(['Court', 'Next date', 'Time']);
  });

  test('is refused with its line when a day cannot be read or it has no name, and the others are taken', async () => {
    const report = await imported(
      'Case No,Title,Next date,Filed on\n1,Rao,31/2/2026,\n2,Iyer,25/4/2026,\n,,,\n3,Das,maybe 5,x9\n',
      { mapping: { number: 0, title: 1, nextHearingDay: 2, filedOn: 3 } },
    );
    expect(report).toMatchObject({ rows: 3, cases: 1, refusedTotal: 2 });
    expect(report.refused[0]).toEqual({
      line: 2,
      column: 'Next date',
      value: '31/2/2026',
      reason: 'This day does not exist.',
    });
    expect(report.refused[1]).toMatchObject({ line: 5, column: 'Filed on', value: 'x9' });
    expect(report.refused[1]?.reason).toContain('"maybe 5" in "Next date"');
  });

  test('tells once for a column that short years or counts of days were understood', async () => {
    const { warnings } = await imported('Case No,Next date,Filed on\n1,25/4/26,45383\n2,26/4/26,45384\n');
    expect(warnings.map(({ line, column }) => [line, column])).toEqual([
      [2, 'Filed on'],
      [2, 'Next date'],
    ]);
  });
});

describe('which comes first, the day or the month', () => {
  const order = async (csv: string) => {
    const { reading, problem } = await office.preview(await office.file('a.csv', csv));
    return [reading.dateOrder, problem === null];
  };
  test.each([
    [
      'one column that decides, decides for all',
      'Case No,Filed on,Next date\n1,25/1/2024,3/4/2026\n',
      'day-first',
      true,
    ],
    [
      'a column that is not imported decides as well',
      'Case No,Birthday,Next date\n1,1/25/1980,3/4/2026\n',
      'month-first',
      true,
    ],
    ['days that do not depend on it need none', 'Case No,Next date\n1,3 April 2026\n', 'day-first', true],
    ['it is asked for where nothing decides', 'Case No,Next date\n1,3/4/2026\n', 'unclear', false],
    [
      'it is asked for where the file contradicts itself',
      'Case No,Next date\n1,13/4/2026\n2,4/13/2026\n',
      'unclear',
      false,
    ],
  ])('%s', async (_, csv, expected, isReady) => expect(await order(csv)).toEqual([expected, isReady]));

  test('what is chosen is used, and nothing is imported without', async () => {
    const path = await office.file('a.csv', 'Case No,Next date\n1,3/4/2026\n');
    await expect(office.run(path)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('3 April or 4 March'),
    });
    expect(count('cases') + count('imports')).toBe(0);
    await office.run(path, { reading: { dateOrder: 'month-first' } });
    expect(hearings()).toMatchObject([{ day: '2026-03-04' }]);
  });
});

describe('a case number that is known', () => {
  const csv = 'Case No,Title\nCS 1/2024,Rao\nc.s. 1 / 2024,Rao again\nCS 2/2024,Iyer\n';

  test('in the file or in the practice is shown before the import', async () => {
    await imported('Case No,Title,Court\nC.S.2/2024,Iyer v. Das,CCC\n');
    const preview = await office.preview(await office.file('a.csv', csv));
    expect(preview).toMatchObject({ duplicatesTotal: 2 });
    expect(preview.duplicates).toEqual([
      { line: 3, number: 'c.s. 1 / 2024', title: 'Rao again', existing: 'Line 2: Rao' },
      { line: 4, number: 'CS 2/2024', title: 'Iyer', existing: 'In the practice: Iyer v. Das (CCC)' },
    ]);
  });

  test('is left out or imported, as chosen', async () => {
    expect(await imported(csv)).toMatchObject({ cases: 2, skippedDuplicates: 1 });
    expect(await imported(csv)).toMatchObject({ cases: 0, skippedDuplicates: 3 });
    expect(await imported(csv, { duplicates: 'import' })).toMatchObject({ cases: 3, skippedDuplicates: 0 });
    expect(count('cases')).toBe(5);
  });
});

describe('an import', () => {
  const two = 'Case No,Title,Next date,Disposed on\n1,Rao,25/4/2026,\n2,Iyer,26/4/2026,25/1/2026\n3,Das,,\n';

  test('that is cancelled leaves nothing', async () => {
    const cancelling = new AbortController();
    const path = await office.file('a.csv', two);
    cancelling.abort();
    await expect(office.run(path, { signal: cancelling.signal })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(count('cases') + count('imports') + count('hearings')).toBe(0);
  });

  test('that fails half-way leaves nothing', async () => {
    office.practice.database.exec(
      "CREATE TRIGGER bad BEFORE INSERT ON cases WHEN new.number = '3' BEGIN SELECT RAISE(ABORT, 'full'); END",
    );
    await expect(imported(two)).rejects.toThrow('full');
    expect(count('cases') + count('imports') + count('hearings') + count('orders')).toBe(0);
    expect(office.all("SELECT 1 FROM settings WHERE key LIKE 'import.%'")).toEqual([]);
  });

  test('says nothing with neither number nor title nor party', async () => {
    const path = await office.file('a.csv', two);
    const preview = await office.preview(path, { mapping: { nextHearingDay: 2 } });
    expect(preview.problem).toMatch(/which column holds the case number/);
    await expect(office.run(path, { mapping: { nextHearingDay: 2 } })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  test('is listed with its report, newest first, and keeps at most 500 notes and the true numbers', async () => {
    const bad = Array.from({ length: 700 }, (_, i) => `${i},Rao,31/2/2026`).join('\n');
    const report = await imported(`Case No,Title,Next date\nx,Rao,25/4/2026\n${bad}\n`);
    expect(report).toMatchObject({ refusedTotal: 700, cases: 1 });
    expect(report.refused).toHaveLength(500);
    const later = await imported('Case No,Title\n9,Das\n', { at: new Date('2026-03-03T09:00:00Z') });
    expect(await listImports(office.practice.query)).toEqual([later, report]);
  });

  test('keeps a case when something that was deleted from it can still be brought back', async () => {
    const { importId } = await imported('Case No,Client\nCS 1/2024,Rao\nCS 2/2024,Das\n');
    const { query, database } = office.practice;
    const [first] = office.all<{ id: string }>('SELECT id FROM cases ORDER BY rowid');
    const at = now.toISOString();
    insertInto(database, 'tasks').run({
      id: 't1',
      caseId: first!.id,
      title: 'Draft the plaint',
      notes: '',
      dueOn: null,
      doneAt: null,
      assigneeId: null,
      createdAt: at,
      hearingId: null,
    });
    const { deletionId } = await deleteEntry(query, { kind: 'task', id: 't1', by: '', now });
    expect(await office.undo(importId)).toEqual({ removed: 1, keptAsDeleted: 1 });
    const ofCase = (await listDeletions(query)).find(({ kind }) => kind === 'case');
    await restoreDeletion(query, ofCase!.id);
    expect(await restoreDeletion(query, deletionId)).toMatchObject({ caseId: first!.id });
  });

  test('is taken back as a whole', async () => {
    await imported('Case No,Title\n77,Kept\n');
    const report = await imported(two);
    expect(await office.undo(report.importId)).toEqual({ removed: 3, keptAsDeleted: 0 });
    expect(cases('number')).toEqual([{ number: '77' }]);
    expect(count('hearings') + count('orders') + count('deletions')).toBe(0);
    expect((await listImports(office.practice.query)).map(({ undoneAt }) => undoneAt)).toEqual(
      [expect.any(String), null].toSorted(),
    );
    await expect(office.undo(report.importId)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(office.undo('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each([
    ['an outcome was recorded', "UPDATE hearings SET outcome = 'Heard' WHERE day = '2026-04-25'"],
    ['a note was added', "UPDATE cases SET notes = 'call back' WHERE number = '1'"],
    [
      'a task was set',
      "INSERT INTO tasks (id, caseId, title, notes, createdAt) SELECT 't', id, 'Draft', '', '' FROM cases WHERE number = '1'",
    ],
    ['a hearing was removed', "DELETE FROM hearings WHERE day = '2026-04-25'"],
    [
      'a party was added',
      "INSERT INTO parties (id, caseId, position, side, name, role, counsel, contact) SELECT 'p', id, 0, 'other', 'State', '', '', '' FROM cases WHERE number = '1'",
    ],
  ])('keeps a case for which %s, among the deleted entries, and it can be brought back', async (_, work) => {
    const { importId } = await imported(two);
    office.practice.database.exec(work);
    const before = office.all("SELECT * FROM cases WHERE number = '1'");
    expect(await office.undo(importId)).toEqual({ removed: 2, keptAsDeleted: 1 });
    expect(count('cases')).toBe(0);
    const [deleted] = await listDeletions(office.practice.query);
    await restoreDeletion(office.practice.query, deleted!.id);
    expect(office.all('SELECT * FROM cases')).toEqual(before);
  });
});

// It may not be distributed (CC BY-NC), so it is not in the repository.
const scdb = fileURLToPath(new URL('../../../../../shared/data/scdb-1946-2000.csv', import.meta.url));
test.skipIf(!existsSync(scdb))(
  'the Supreme Court Database comes in whole with the guessed columns',
  async () => {
    const preview = await office.preview(scdb);
    expect(named(preview)).toEqual({
      number: 'docket',
      title: 'caseName',
      judge: 'chief',
      reference: 'usCite',
      otherNumbers: 'caseId',
      lastHearingDay: 'dateArgument',
      disposedOn: 'dateDecision',
    });
    expect(preview).toMatchObject({
      rows: 7542,
      refusedTotal: 0,
      reading: { encoding: 'windows-1252', dateOrder: 'month-first' },
      problem: null,
    });
    expect(JSON.stringify(preview).length).toBeLessThan(500_000);
    const lawMinor = preview.columns.findIndex(({ name }) => name === 'lawMinor');
    const mapping: ImportMapping = { ...preview.mapping, notes: lawMinor };
    expect(await office.run(scdb, { mapping, duplicates: 'import' })).toMatchObject({
      cases: 7542,
      hearings: 6635,
      orders: 7542,
    });
    const [first] = office.all(
      "SELECT title, number, judge, reference, status, notes FROM cases WHERE otherNumbers = '1946-001'",
    );
    expect(first).toEqual({
      title: 'HALLIBURTON OIL WELL CEMENTING CO. v. WALKER et al., DOING BUSINESS AS DEPTHOGRAPH CO.',
      number: '24',
      judge: 'Vinson',
      reference: '329 U.S. 1',
      status: 'closed',
      notes: '35 U.S.C. § 33',
    });
    expect(
      office.all(
        "SELECT h.day, o.orderedOn FROM cases c JOIN hearings h ON h.caseId = c.id JOIN orders o ON o.caseId = c.id WHERE c.otherNumbers = '1946-001'",
      ),
    ).toEqual([{ day: '1946-01-09', orderedOn: '1946-11-18' }]);
  },
  60_000,
);
