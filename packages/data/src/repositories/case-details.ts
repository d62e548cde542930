/** One case with its parties: read, made, changed, and given a status. */
import {
  AppError,
  type CaseDetails,
  type CaseDraft,
  type CaseName,
  type CaseStatus,
  type Party,
} from '@causebook/contracts';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { CaseRow, PracticeSchema } from '../schema.ts';
import { uniqueId } from '../unique-id.ts';

type Query = Kysely<PracticeSchema>;

const gone = (): AppError =>
  new AppError('NOT_FOUND', 'This case does not exist any more.', {
    remedy: 'Look for it among the deleted entries, where it can be brought back for 30 days.',
  });

/**
 * One case as its page shows it.
 * @param today `YYYY-MM-DD`; a hearing of that day counts as coming
 * @throws AppError NOT_FOUND
 */
export async function getCase(query: Query, caseId: string, today: string): Promise<CaseDetails> {
  const row = await query
    .selectFrom('cases')
    .leftJoin('users', 'users.id', 'cases.lawyerId')
    .where('cases.id', '=', caseId)
    .selectAll('cases')
    .select('users.name as lawyerName')
    .executeTakeFirst();
  if (!row) throw gone();
  const { importId: _, ...fields } = row;
  return {
    ...fields,
    parties: await partiesOf(query, caseId),
    nextHearingOn: await nextHearingOf(query, caseId, today),
    counts: await countsOf(query, caseId),
  };
}

function partiesOf(query: Query, caseId: string): Promise<Party[]> {
  return query
    .selectFrom('parties')
    .where('caseId', '=', caseId)
    .orderBy('position')
    .orderBy('id')
    .select(['name', 'side', 'role', 'counsel', 'contact'])
    .execute();
}

async function nextHearingOf(query: Query, caseId: string, today: string): Promise<string | null> {
  const { day } = await query
    .selectFrom('hearings')
    .where('caseId', '=', caseId)
    .where('day', '>=', today)
    .select((select) => select.fn.min('day').as('day'))
    .executeTakeFirstOrThrow();
  // SQLite answers null for the least of nothing.
  return (day as string | null) ?? null;
}

async function countsOf(query: Query, caseId: string): Promise<CaseDetails['counts']> {
  const counted = async (table: 'hearings' | 'tasks' | 'orders' | 'documents'): Promise<number> => {
    const { entries } = await query
      .selectFrom(table)
      .where('caseId', '=', caseId)
      .select((select) => select.fn.countAll<number>().as('entries'))
      .executeTakeFirstOrThrow();
    return entries;
  };
  const { open } = await query
    .selectFrom('tasks')
    .where('caseId', '=', caseId)
    .where('doneAt', 'is', null)
    .select((select) => select.fn.countAll<number>().as('open'))
    .executeTakeFirstOrThrow();
  return {
    hearings: await counted('hearings'),
    openTasks: open,
    tasks: await counted('tasks'),
    orders: await counted('orders'),
    documents: await counted('documents'),
  };
}

/**
 * Makes a case, or changes the one that is named, with its parties in their order. One transaction.
 * @returns its id, and how it was before; null for a new one
 * @throws AppError NOT_FOUND; INVALID_INPUT in words
 */
export function saveCase(
  query: Query,
  request: {
    readonly caseId: string | null;
    readonly draft: CaseDraft;
    readonly now: Date;
    readonly today: string;
  },
): Promise<{ readonly caseId: string; readonly before: CaseDetails | null }> {
  const { caseId, draft, now, today } = request;
  const { parties, ...fields } = draft;
  return query.transaction().execute(async (change) => {
    requireWords(draft);
    await requireLawyer(change, draft.lawyerId);
    if (caseId === null) {
      const id = uniqueId(now);
      await change
        .insertInto('cases')
        .values(newRow(id, fields, now))
        .execute();
      await writeParties(change, id, parties, now);
      return { caseId: id, before: null };
    }
    const before = await getCase(change, caseId, today);
    await change
      .updateTable('cases')
      .set({ ...fields, updatedAt: now.toISOString() })
      .where('id', '=', caseId)
      .execute();
    // Parties are rows of the case and have no life of their own; nothing else names them.
    if (JSON.stringify(before.parties) !== JSON.stringify(parties)) {
      await change.deleteFrom('parties').where('caseId', '=', caseId).execute();
      await writeParties(change, caseId, parties, now);
    }
    return { caseId, before };
  });
}

const newRow = (id: string, fields: Omit<CaseDraft, 'parties'>, now: Date): CaseRow => ({
  ...fields,
  id,
  createdAt: now.toISOString(),
  updatedAt: now.toISOString(),
  importId: null,
});

function requireWords({ title, parties }: CaseDraft): void {
  if (title.trim() === '') {
    throw new AppError('INVALID_INPUT', 'The case has no title.', {
      remedy: 'Type a title, for example “Rao v. State of Karnataka”.',
    });
  }
  const nameless = parties.findIndex(({ name }) => name.trim() === '');
  if (nameless >= 0) {
    throw new AppError('INVALID_INPUT', `Party ${nameless + 1} has no name.`, {
      remedy: 'Type the name of the party, or remove it.',
    });
  }
}

async function requireLawyer(change: Transaction<PracticeSchema>, lawyerId: string | null): Promise<void> {
  if (lawyerId === null) return;
  const known = await change.selectFrom('users').select('id').where('id', '=', lawyerId).executeTakeFirst();
  if (known) return;
  throw new AppError('INVALID_INPUT', 'The lawyer of this case is no longer in the list of users.', {
    remedy: 'Choose another lawyer, or none.',
  });
}

async function writeParties(
  change: Transaction<PracticeSchema>,
  caseId: string,
  parties: readonly Party[],
  now: Date,
): Promise<void> {
  for (const [position, party] of parties.entries()) {
    await change
      .insertInto('parties')
      .values({ ...party, id: uniqueId(now), caseId, position })
      .execute();
  }
}

/**
 * Closes, archives or reopens a case.
 * @returns how it was before
 * @throws AppError NOT_FOUND
 */
export function setCaseStatus(
  query: Query,
  request: {
    readonly caseId: string;
    readonly status: CaseStatus;
    readonly now: Date;
    readonly today: string;
  },
): Promise<CaseDetails> {
  const { caseId, status, now, today } = request;
  return query.transaction().execute(async (change) => {
    const before = await getCase(change, caseId, today);
    if (before.status !== status) {
      await change
        .updateTable('cases')
        .set({ status, updatedAt: now.toISOString() })
        .where('id', '=', caseId)
        .execute();
    }
    return before;
  });
}

const SAME_NUMBER_SHOWN = 5;

/** Other cases that have this number, however its letters are written; a few of them. */
export async function casesWithNumber(
  query: Query,
  { number, except }: { readonly number: string; readonly except: string | null },
): Promise<CaseName[]> {
  const wanted = number.trim();
  if (wanted === '') return [];
  let found = query
    .selectFrom('cases')
    .select(['id', 'number', 'title'])
    .where(sql<boolean>`number = ${wanted} COLLATE NOCASE`)
    .orderBy('id')
    .limit(SAME_NUMBER_SHOWN);
  if (except !== null) found = found.where('id', '<>', except);
  return found.execute();
}
