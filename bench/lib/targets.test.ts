import { expect, test } from 'vitest';
import { peakKey, ratioKey, targetsTable } from './targets.ts';

test('the table has every target and says plainly which was reached, which was not, and which was not measured', () => {
  const { rows } = targetsTable({
    [ratioKey('M', 'export', 'zip -r -6')]: 0.2,
    [ratioKey('M', 'verify', 'unzip -t')]: 0.3,
    [ratioKey('S', 'verify', 'unzip -t')]: 0.1,
    [peakKey('M')]: NaN,
  });
  const row = (what: string): readonly string[] => rows.find(([name]) => name === what)!;
  expect(row('M: a full backup against `zip -r -6`')).toEqual([expect.anything(), '0.23', '0.20', 'yes']);
  expect(row('M: verify against `unzip -t`')).toEqual([expect.anything(), '0.25', '0.30', 'NO']);
  expect(row('peak memory of every operation on M')?.at(-1)).toBe('');
  expect(rows).toHaveLength(18);
});
