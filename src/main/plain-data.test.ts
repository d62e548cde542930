import { expect, test } from 'vitest';
import { problemWith } from './plain-data.ts';

const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce((inner: unknown) => [inner], 1);

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['an object', { includeFiles: true, name: 'x', nested: { list: [1, 'a', null, undefined] } }],
  ['an object without a prototype', Object.assign(Object.create(null), { a: 1 })],
  ['what is nested as deep as it may be', nested(16)],
  ['a long text below the limit', 'x'.repeat(900_000)],
])('%s is fine', (_, value) => {
  expect(problemWith(value)).toBeNull();
});

const cyclic: Record<string, unknown> = {};
cyclic['self'] = cyclic;

test.each<[string, unknown, string]>([
  ['a text of 10 MB', 'x'.repeat(10_000_000), 'too much'],
  ['a million numbers', Array.from({ length: 1_000_000 }, () => 1), 'too much'],
  [
    'many long names',
    Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`${n}${'k'.repeat(1_000)}`, 1])),
    'too much',
  ],
  ['a cycle', cyclic, 'twice'],
  ['bytes', new Uint8Array(10), 'plain'],
  ['a map', new Map(), 'plain'],
  ['a date', { at: new Date() }, 'plain'],
  ['a big integer', 1n, 'plain'],
  ['a function', () => 1, 'plain'],
  ['what is nested deeper than anything here', nested(17), 'too much'],
  ['a constructor in disguise', { a: { constructor: { prototype: {} } } }, 'not allowed'],
  ['a prototype in disguise', JSON.parse('{"a":{"__proto__":{"isAdmin":true}}}'), 'not allowed'],
])('%s is refused', (_, value, word) => {
  expect(problemWith(value)).toContain(word);
});
