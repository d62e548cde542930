import { AppError } from '@causebook/contracts';
import { describe, expect, test } from 'vitest';
import {
  columnMapExample,
  dayColumns,
  namedColumns,
  parseColumnMap,
  parseColumnMapFile,
} from './column-map.ts';
import { scdbMap } from './scdb-map.ts';

describe('a column map', () => {
  test('needs nothing but the column of the title', () => {
    expect(parseColumnMap({ case: { title: 'Parties' } })).toEqual({
      encoding: 'auto',
      delimiter: 'auto',
      dateOrder: 'auto',
      case: { title: 'Parties' },
      hearings: [],
      orders: [],
    });
  });

  test('may be the documented example', () => {
    const map = parseColumnMapFile(columnMapExample);
    expect([...namedColumns(map).keys()]).toEqual([
      'Parties',
      'Case No.',
      'Type',
      'Disposed on',
      'Client',
      'Date of filing',
      'Last date',
      'Last purpose',
      'What happened',
      'Next date',
      'Time',
      'Next purpose',
      'Result',
    ]);
    expect(dayColumns(map)).toEqual(['Date of filing', 'Last date', 'Next date', 'Disposed on']);
  });

  test('of the Supreme Court Database names its columns', () => {
    expect([...namedColumns(scdbMap).keys()].toSorted()).toEqual([
      'caseName',
      'chief',
      'dateArgument',
      'dateDecision',
      'dateRearg',
      'docket',
      'issueArea',
      'usCite',
    ]);
  });

  test.each([
    [{}, 'case'],
    [{ case: {} }, 'case.title'],
    [{ case: { title: '' } }, 'case.title'],
    [{ case: { title: 'T', number: 5 } }, 'case.number'],
    [{ case: { title: 'T', nummer: 'N' } }, 'case.nummer'],
    [{ case: { title: { column: 'T', word: {} } } }, 'case.title.word'],
    [{ case: { title: 'T' }, hearings: [{ purpose: 'P' }] }, 'hearings.0.day'],
    [{ case: { title: 'T' }, hearings: [{ day: 'D', hour: 'H' }] }, 'hearings.0.hour'],
    [{ case: { title: { column: 'T', words: { 1: 1 } } } }, 'case.title'],
    [{ case: { title: 'T' }, dateOrder: 'american' }, 'dateOrder'],
    [{ case: { title: 'T' }, delimiter: '|' }, 'delimiter'],
    [{ case: { title: 'T' }, tasks: [] }, 'tasks'],
    [null, ''],
  ])('%j is refused, naming the field "%s"', (value, field) => {
    const failure = refusalOf(() => parseColumnMap(value));
    expect(failure).toMatchObject({ code: 'INVALID_CONFIG', details: { field } });
    expect(failure.message).toContain(field === '' ? 'the whole map' : `"${field}"`);
  });

  test('that is no JSON is refused', () => {
    expect(refusalOf(() => parseColumnMapFile('{ "case": '))).toMatchObject({ code: 'INVALID_CONFIG' });
  });
});

function refusalOf(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}
