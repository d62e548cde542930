import { expect, test } from 'vitest';
import type { MeasuredRun } from './measured-run.ts';
import { ratioTo, takeTurns, turnsTable, type Contender } from './turns.ts';

/** Takes as long as it is told, each time it is its turn. */
function contender(name: string, walls: number[], log: string[] = []): Contender {
  const left = [...walls];
  return {
    prepare: () => log.push(`prepare ${name}`),
    steps: [
      {
        comparison: 'race',
        name,
        run: (): MeasuredRun => {
          log.push(name);
          return { wall: left.shift()!, cpu: 1, peak: 2e6, stdout: '' };
        },
      },
    ],
  };
}

test('all take their turn in every round, forwards and backwards by turns, each after it was prepared', () => {
  const log: string[] = [];
  takeTurns([contender('a', [1, 1, 1], log), contender('b', [1, 1, 1], log)], 3);
  expect(log.filter((line) => !line.startsWith('prepare'))).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
  expect(log.slice(0, 2)).toEqual(['prepare a', 'a']);
});

test('a ratio compares the two in the same round, so that a slow moment of the machine weighs on both', () => {
  const turns = takeTurns([contender('peer', [10, 100, 20]), contender('ours', [5, 50, 10])], 3);
  // The turns of a round belong together although they went backwards in the second.
  expect(ratioTo(turns.get('race')!, 'ours', 'peer')).toBe(0.5);
  expect(ratioTo(turns.get('race')!, 'ours', 'nobody')).toBeNull();
});

test('a row tells time, ratio, processor and memory; a peer that is not there has no column', () => {
  const turns = takeTurns([contender('peer', [10]), contender('ours', [5])], 1);
  const { head, rows } = turnsTable('race', turns.get('race')!, ['peer', 'nobody']);
  expect(head).toContain('of peer');
  expect(head).not.toContain('of nobody');
  expect(rows[1]).toEqual(['ours', '5.00 s (5.00 s to 5.00 s)', '0.50', '1.00 s', '2 MB', '', '']);
});

test('work that was not done is no figure', () => {
  const { prepare, steps } = contender('lazy', [1]);
  const prove = (): number => {
    throw new Error('lazy wrote nothing');
  };
  expect(() => takeTurns([{ prepare, steps: [{ ...steps[0]!, prove }] }], 1)).toThrow('lazy wrote nothing');
});
