/**
 * After a salvage: entries whose case could not be read keep it by name only, under its own id, so that a backup can give
 * it back later; whatever else is not there any more is named by nothing.
 */
import type { Database } from '../database.ts';
import { insertInto } from '../insert-into.ts';
import type { CaseRow } from '../schema.ts';
import type { KnownOf } from './known-rows.ts';
import type { ContentTable, SalvagedRow } from './row-fits.ts';
import type { SalvageTarget } from './salvage-target.ts';

interface Mended {
  readonly placeholders: number;
  readonly clearedLinks: number;
  /** Rows that mean nothing without another one, put aside. */
  readonly dropped: ReadonlyMap<ContentTable, number>;
}

export const nothingMended: Mended = { placeholders: 0, clearedLinks: 0, dropped: new Map() };

const ofCases = ['parties', 'hearings', 'tasks', 'documents', 'orders'] as const;
const links = [
  ['cases', 'lawyerId', 'users'],
  ['cases', 'importId', 'imports'],
  ['tasks', 'assigneeId', 'users'],
  ['tasks', 'hearingId', 'hearings'],
  ['orders', 'hearingId', 'hearings'],
  ['orders', 'documentId', 'documents'],
] as const;

export function mendReferences(
  database: Database,
  target: SalvageTarget,
  { now, cases }: { readonly now: Date; readonly cases: KnownOf },
): Mended {
  const wanted = database
    .prepare<[], string>(
      `${ofCases.map((table) => `SELECT caseId AS id FROM ${table} WHERE caseId IS NOT NULL`).join(' UNION ')}
       EXCEPT SELECT id FROM cases`,
    )
    .pluck()
    .all();
  const byId = new Map([...cases.values()].map((known) => [known.key, known]));
  const insert = insertInto(database, 'cases');
  for (const id of wanted) insert.run(placeholder(id, byId.get(id), now));
  let clearedLinks = 0;
  for (const [table, column, of] of links) {
    clearedLinks += database
      .prepare(
        `UPDATE ${table} SET ${column} = NULL WHERE ${column} IS NOT NULL AND ${column} NOT IN (SELECT id FROM ${of})`,
      )
      .run().changes;
  }
  return { placeholders: wanted.length, clearedLinks, dropped: dropLoose(database, target) };
}

/** What was kept of a deleted document means nothing without the deletion. */
function dropLoose(database: Database, target: SalvageTarget): ReadonlyMap<ContentTable, number> {
  const where = 'WHERE deletionId NOT IN (SELECT id FROM deletions)';
  const loose = database.prepare<[], SalvagedRow>(`SELECT * FROM deletedDocuments ${where}`).all();
  database.exec(`DELETE FROM deletedDocuments ${where}`);
  for (const values of loose)
    target.putAside({ table: 'deletedDocuments', rowid: null, why: 'its deletion is missing', values });
  return new Map([['deletedDocuments', loose.length]]);
}

function placeholder(
  id: string,
  known: { readonly number: string; readonly title: string } | undefined,
  now: Date,
): CaseRow {
  const at = now.toISOString();
  const { number = '', title = '' } = known ?? {};
  return {
    id,
    number,
    title: title === '' ? `Case that could not be read (id ${id})` : `${title} (this case could not be read)`,
    kind: '',
    court: '',
    judge: '',
    stage: '',
    status: 'open',
    clientName: '',
    clientContact: '',
    opponent: '',
    reference: '',
    notes:
      'The database was damaged, and this case could not be read. What belongs to it was kept. Look for the case in a backup.',
    lawyerId: null,
    filedOn: null,
    createdAt: at,
    updatedAt: at,
    otherNumbers: '',
    importId: null,
  };
}
