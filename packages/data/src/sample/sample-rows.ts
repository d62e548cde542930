/** Writes the rows of a sample practice: prepared statements, one transaction. */
import type { Database } from 'better-sqlite3';
import { insertInto } from '../insert-into.ts';
import type { DocumentRow, TaskRow } from '../schema.ts';
import { writeInBulk } from '../search-index.ts';
import { dayPlus } from '../days.ts';
import { instant } from './calendar.ts';
import { inventCase } from './case-facts.ts';
import type { Office } from './case-facts.ts';
import { randomFor } from './random.ts';

export interface StoredContent {
  readonly sha256: string;
  readonly size: number;
}

/** A document that is stored and waits for its case. */
export interface PlacedDocument extends Omit<DocumentRow, 'caseId'> {
  readonly caseIndex: number;
  readonly orderIndex: number | null;
}

function officeTasks(office: Office): TaskRow[] {
  const random = randomFor(office.seed, 'office tasks');
  return ['Renew the bar association membership', 'Order stamp paper and ledger sheets'].map((title, i) => ({
    id: random.uuid(),
    caseId: null,
    title,
    notes: '',
    dueOn: dayPlus(office.today, 20 - 25 * i),
    doneAt: null,
    assigneeId: office.users.at(-1)?.id ?? null,
    createdAt: instant(dayPlus(office.today, -30), 360),
    hearingId: null,
  }));
}

/** Either every row is written or none. */
export function insertSample(input: {
  readonly database: Database;
  readonly office: Office;
  readonly cases: number;
  readonly documents: readonly PlacedDocument[];
}): void {
  const { database, office } = input;
  const insertUser = insertInto(database, 'users');
  const insertCase = insertInto(database, 'cases');
  const insertParty = insertInto(database, 'parties');
  const insertHearing = insertInto(database, 'hearings');
  const insertTask = insertInto(database, 'tasks');
  const insertDocument = insertInto(database, 'documents');
  const insertOrder = insertInto(database, 'orders');
  const byCase = Map.groupBy(input.documents, (document) => document.caseIndex);

  const writeCase = (index: number): void => {
    const facts = inventCase(office, index);
    const documents = byCase.get(index) ?? [];
    insertCase.run(facts.case);
    for (const party of facts.parties) insertParty.run(party);
    for (const hearing of facts.hearings) insertHearing.run(hearing);
    for (const task of facts.tasks) insertTask.run(task);
    for (const { caseIndex: _, orderIndex: __, ...document } of documents) {
      insertDocument.run({ ...document, caseId: facts.case.id });
    }
    for (const [i, order] of facts.orders.entries()) {
      insertOrder.run({
        ...order,
        documentId: documents.find((document) => document.orderIndex === i)?.id ?? null,
      });
    }
  };
  writeInBulk(database, () => {
    for (const user of office.users) insertUser.run(user);
    for (const task of officeTasks(office)) insertTask.run(task);
    for (let index = 0; index < input.cases; index += 1) writeCase(index);
    database
      .prepare(
        "INSERT INTO settings (key, value) VALUES ('practice.name', 'Sample practice') ON CONFLICT (key) DO NOTHING",
      )
      .run();
  });
}
