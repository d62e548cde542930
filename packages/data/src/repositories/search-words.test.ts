import SqliteDatabase from 'better-sqlite3';
import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { wordExpressions } from './search-words.ts';

test.each([
  ['rao  state', ['"rao"*', '"state"*']],
  ['123/2024', ['"123/2024"*']],
  ['say "no" AND', ['"say"*', '"""no"""*', '"AND"*']],
  ['– / * "', []],
  ['rao rao', ['"rao"*']],
  ['राव', ['"राव"*']],
])('%j is %j', (typed, expressions) => {
  expect(wordExpressions(typed)).toEqual(expressions);
});

test('nothing that can be typed is syntax of the index', () => {
  const database = new SqliteDatabase(':memory:');
  migrate(database);
  const search = database.prepare('SELECT rowid FROM searchIndex WHERE searchIndex MATCH ?');
  const signs = constantFrom(
    '"',
    '*',
    '(',
    ')',
    '^',
    ':',
    '-',
    '+',
    '{',
    '}',
    "'",
    '\0',
    'a',
    'OR',
    ' ',
    'NEAR',
    'é',
  );
  assert(
    property(
      oneof(
        array(signs).map((all) => all.join('')),
        string({ unit: 'grapheme' }),
      ),
      (typed) => {
        for (const expression of wordExpressions(typed)) search.all(expression);
      },
    ),
    { numRuns: 500 },
  );
});
