import { AppError, type Outcome } from '@causebook/contracts';
import { beforeEach, expect, test } from 'vitest';
import { Outcomes } from './outcomes.ts';

let told: Outcome[];
let outcomes: Outcomes;
beforeEach(() => {
  told = [];
  outcomes = new Outcomes((_, payload) => told.push(payload as Outcome));
});

test('what happens before the page listens is told when it does, once and in order', () => {
  outcomes.tell({ level: 'info', title: 'A', message: 'a' });
  outcomes.tell({ level: 'info', title: 'B', message: 'b' });
  expect(told).toEqual([]);
  outcomes.open();
  outcomes.open();
  outcomes.tell({ level: 'info', title: 'C', message: 'c' });
  expect(told.map(({ title }) => title)).toEqual(['A', 'B', 'C']);
});

test('what happens while no window is open waits for the next one', () => {
  outcomes.open();
  outcomes.hold();
  outcomes.tell({ level: 'info', title: 'A', message: 'a' });
  expect(told).toEqual([]);
  outcomes.open();
  expect(told).toHaveLength(1);
});

test('a failure has the words and the remedy of its code', () => {
  outcomes.open();
  outcomes.tellFailure(new AppError('INSUFFICIENT_SPACE'), { title: 'The automatic backup failed' });
  expect(told[0]).toMatchObject({
    level: 'error',
    code: 'INSUFFICIENT_SPACE',
    title: 'The automatic backup failed',
    message: 'There is not enough free space on the disk.',
    remedy: expect.stringContaining('Free some space'),
  });
});

test('a cancel was wanted and is only noted', () => {
  outcomes.open();
  outcomes.tellFailure(new AppError('CANCELLED'), { title: 'The automatic backup failed' });
  expect(told[0]).toMatchObject({ level: 'info', title: 'Cancelled', remedy: null });
});

test('every outcome has an id of its own unless it is given one', () => {
  outcomes.open();
  outcomes.tell({ level: 'info', title: 'A', message: 'a' });
  outcomes.tell({ level: 'info', title: 'A', message: 'a' });
  outcomes.tell({ id: 'hearings', level: 'info', title: 'A', message: 'a' });
  expect(new Set(told.map(({ id }) => id)).size).toBe(3);
  expect(told[2]?.id).toBe('hearings');
});
