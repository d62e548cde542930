/** Every value of every entry that a screen reads: days of the calendar, times, statuses, fingerprints. */
import { z } from 'zod';
import { counted } from '../words.ts';
import { failed, Findings, passed, type Check, type CheckContext } from './check.ts';
import { rowShapes, type RowShape } from './row-shapes.ts';

/** Rows between two pauses. */
const STRIDE = 200;

export const entries: Check = async (context) => {
  const findings = new Findings();
  let looked = 0;
  for (const shape of rowShapes) looked += await lookAt(shape, findings, context);
  return findings.count === 0
    ? passed(
        'entries',
        `${counted(looked, 'entry', 'entries')} were read; every day, time and status is a real one.`,
      )
    : failed(
        'entries',
        `${counted(findings.count, 'value')} in the entries cannot be right. Open the entry and correct it.`,
        {
          findings,
          remedy: null,
        },
      );
};

/** @returns how many rows were looked at */
async function lookAt(
  { table, noun, label, columns }: RowShape,
  findings: Findings,
  { database, pause }: CheckContext,
): Promise<number> {
  const row = z.object(Object.fromEntries(Object.entries(columns).map(([name, { shape }]) => [name, shape])));
  const names = Object.keys(columns).map((name) => `t.${name}`);
  const rows = database.prepare<[], { rowid: number }>(`SELECT t.rowid, ${names.join(', ')} FROM ${table} t`);
  const name = database
    .prepare<[number], string>(`SELECT ${label} FROM ${table} t WHERE t.rowid = ?`)
    .pluck();
  let looked = 0;
  for (const found of rows.iterate()) {
    looked += 1;
    if (looked % STRIDE === 0) await pause();
    const judged = row.safeParse(found);
    if (judged.success) continue;
    for (const column of new Set(judged.error.issues.map(({ path }) => String(path[0])))) {
      const value = JSON.stringify((found as Record<string, unknown>)[column]).slice(0, 80);
      findings.add(`The ${noun} ${name.get(found.rowid) ?? ''}: its ${columns[column]!.word} is ${value}.`);
    }
  }
  return looked;
}
