import type { GenerationId } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { expiryOf, newestProven, toExpire, whyTheyStay, type PointFacts } from './point-expiry.ts';

const day = (number: number): string => new Date(Date.UTC(2026, 0, number)).toISOString();
const at = (number: number): Date => new Date(day(number));
const id = (number: number): GenerationId =>
  `g-20260101T000000Z-${String(number).padStart(8, '0')}` as GenerationId;

const restored = { reason: 'restored', isAutomatic: false, createdAt: day(1) } as const;
const byHand = { ...restored, reason: 'kept' } as const;
const unasked = { ...byHand, isAutomatic: true } as const;

test.each([
  ['a state that was replaced', restored, day(5), day(35)],
  ['one of which nobody knows when it was replaced', restored, null, null],
  ['one that was kept by hand', byHand, null, null],
  ['one that was kept unasked', unasked, null, day(31)],
  ['one of which a person has said so', { ...byHand, expiresAt: day(60) }, null, day(60)],
  ['one that a person wants to stay', { ...unasked, expiresAt: null }, null, null],
  ['one of which it was said before it was live again', { ...restored, expiresAt: day(4) }, day(5), day(35)],
])('%s expires when it should', (_, record, replacedAt, expected) => {
  expect(expiryOf(record, replacedAt)).toBe(expected);
});

const facts = (number: number, more: Partial<PointFacts> = {}): PointFacts => ({
  generationId: id(number),
  expiresAt: day(30),
  isUndoTarget: false,
  stateAt: day(number),
  isSaid: false,
  ...more,
});

test('the three newest stay, the undo target stays, and so does what no newer proven backup follows', () => {
  const points = [
    facts(1, { isUndoTarget: true }),
    facts(2),
    facts(3, { expiresAt: null }),
    facts(4, { isSaid: true }),
    facts(5),
    facts(6),
    facts(7),
    facts(9, { isSaid: true }),
  ];
  expect([...whyTheyStay(points, day(8)).values()]).toEqual([
    'undo',
    null,
    null,
    null,
    'latest',
    'latest',
    'latest',
    'unproven',
  ]);
  expect(whyTheyStay([facts(1, { isSaid: true })], null).get(id(1))).toBe('unproven');
});

test('only a complete backup of this practice that is there and proven counts', () => {
  const good = {
    createdAt: day(5),
    drill: { outcome: 'proven' } as never,
    fileState: 'present',
    practiceId: 'p',
    includeFiles: true,
    includeDatabase: true,
    verification: null,
    increment: null,
  } as const;
  const others = [
    { ...good, createdAt: day(9), drill: null },
    { ...good, createdAt: day(9), drill: { outcome: 'failed' } as never },
    { ...good, createdAt: day(9), fileState: 'missing' as const },
    { ...good, createdAt: day(9), verification: { outcome: 'bad' } as never },
    {
      ...good,
      createdAt: day(9),
      increment: { badFiles: [{ fileName: 'base.zip', problem: 'missing' }] } as never,
    },
    { ...good, createdAt: day(900) },
    { ...good, createdAt: day(9), practiceId: 'other' },
    { ...good, createdAt: day(9), includeFiles: false },
  ];
  expect(newestProven([...others, good, { ...good, createdAt: day(4) }], 'p', at(10))).toBe(day(5));
  expect(newestProven(others, 'p', at(10))).toBeNull();
});

const due = (number: number) => ({
  generationId: id(number),
  createdAt: day(number),
  expiresAt: day(40),
  staysBecause: null,
});
const last = (number: number, ...ids: number[]) => ({ at: day(number), due: ids.map(id) });

test('what is due goes only when it was due a look before as well', () => {
  const points = [due(2), due(1), { ...due(3), expiresAt: day(60) }, { ...due(4), expiresAt: null }];
  const first = toExpire(points, null, at(50));
  expect(first).toEqual({ remove: [], look: { at: day(50), due: [id(1), id(2)] } });
  expect(toExpire([...points, due(5)], first.look, at(51)).remove).toEqual([id(1), id(2)]);
});

test('a clock that jumped forward or back removes nothing, and what stays is never due', () => {
  expect(toExpire([due(1)], last(50, 1), at(2000)).remove).toEqual([]);
  expect(toExpire([due(1)], last(50, 1), at(45)).remove).toEqual([]);
  const stays = { ...due(1), staysBecause: 'undo' as const };
  expect(toExpire([stays], last(50, 1), at(51))).toMatchObject({ remove: [], look: { due: [] } });
});

test('never more than three at once, the oldest first', () => {
  const points = [5, 4, 3, 2, 1].map((number) => due(number));
  expect(toExpire(points, last(50, 1, 2, 3, 4, 5), at(51)).remove).toEqual([id(1), id(2), id(3)]);
});
