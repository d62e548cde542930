/** What hangs together beyond what the database itself enforces. */
import { AppError } from '@causebook/contracts';
import { queryBuilder } from '../query-builder.ts';
import { readKept } from '../repositories/kept-content.ts';
import type { DeletionRow, PracticeSchema } from '../schema.ts';
import { counted } from '../words.ts';
import { failed, Findings, passed, type Check, type CheckContext } from './check.ts';

const PAGE = 50;

/** Rows that name a hearing of another case than their own. */
const misplaced = (table: 'tasks' | 'orders', noun: string) => ({
  noun,
  sql: `SELECT t.title AS title, trim(c.number || ' ' || c.title) AS caseName
        FROM ${table} t JOIN hearings h ON h.id = t.hearingId JOIN cases c ON c.id = t.caseId
        WHERE h.caseId <> t.caseId`,
});

export const relations: Check = async (context) => {
  const findings = new Findings();
  for (const { noun, sql } of [misplaced('tasks', 'task'), misplaced('orders', 'order')]) {
    const rows = context.database.prepare<[], { title: string; caseName: string }>(sql);
    for (const { title, caseName } of rows.iterate())
      findings.add(`The ${noun} ${title} in ${caseName} names a hearing of another case.`);
    await context.pause();
  }
  const deletions = await unreadableDeletions(context, findings);
  return findings.count === 0
    ? passed(
        'relations',
        `Tasks and orders name hearings of their own case, and ${counted(deletions, 'deleted entry', 'deleted entries')} can be brought back.`,
      )
    : failed(
        'relations',
        `${counted(findings.count, 'entry does', 'entries do')} not fit together with others.`,
        {
          findings,
          remedy: 'restore',
        },
      );
};

/** What was deleted lately must be whole, so that it can be brought back. @returns how many there are */
async function unreadableDeletions({ database, pause }: CheckContext, findings: Findings): Promise<number> {
  const page = database.prepare<[string], DeletionRow>(
    `SELECT * FROM deletions WHERE id > ? ORDER BY id LIMIT ${PAGE}`,
  );
  const query = queryBuilder<PracticeSchema>(database);
  let looked = 0;
  for (let rows = page.all(''); rows.length > 0; rows = page.all(rows.at(-1)!.id)) {
    for (const row of rows) {
      looked += 1;
      await readKept(query, row).catch((error: unknown) => {
        if (!(error instanceof AppError) && !(error instanceof SyntaxError)) throw error;
        findings.add(
          `The deleted entry ${row.title} cannot be brought back: what was kept of it is damaged.`,
        );
      });
    }
    await pause();
  }
  return looked;
}
