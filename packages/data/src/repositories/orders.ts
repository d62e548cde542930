/** Orders of courts, with the document that holds them and the hearing at which they were made. */
import { AppError, type Order, type OrderDraft } from '@causebook/contracts';
import type { Kysely } from 'kysely';
import { shownName } from '../document-names.ts';
import type { PracticeSchema } from '../schema.ts';
import { uniqueId } from '../unique-id.ts';
import { existing, hearingOfCase, requireCase } from './tasks.ts';
import { withinBytes } from './within-bytes.ts';

/** Far below the megabyte that an answer may have. */
const LIST_BYTES = 800_000;
const PAGE = 100;

function selectOrders(query: Kysely<PracticeSchema>) {
  return query
    .selectFrom('orders')
    .innerJoin('cases', 'cases.id', 'orders.caseId')
    .leftJoin('documents', 'documents.id', 'orders.documentId')
    .leftJoin('hearings', 'hearings.id', 'orders.hearingId')
    .select([
      'orders.id',
      'orders.caseId',
      'cases.number as caseNumber',
      'cases.title as caseTitle',
      'orders.hearingId',
      'hearings.day as hearingOn',
      'orders.orderedOn',
      'orders.title',
      'orders.summary',
      'orders.documentId',
      'documents.name as documentName',
    ])
    .orderBy('orders.orderedOn', 'desc')
    .orderBy('orders.id', 'desc');
}

type OrderSelection = Awaited<ReturnType<ReturnType<typeof selectOrders>['execute']>>[number];

const toOrder = ({ caseId, caseNumber, caseTitle, ...row }: OrderSelection): Order => ({
  ...row,
  documentName: row.documentName === null ? null : shownName(row.documentName),
  case: { id: caseId, number: caseNumber, title: caseTitle },
});

/** Orders of a case from the `offset`th on, the latest day first; fewer than there are where their texts are long. */
export async function listOrdersOfCase(
  query: Kysely<PracticeSchema>,
  { caseId, offset }: { readonly caseId: string; readonly offset: number },
): Promise<{ readonly total: number; readonly orders: Order[] }> {
  const { total } = await query
    .selectFrom('orders')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('caseId', '=', caseId)
    .executeTakeFirstOrThrow();
  const rows = await selectOrders(query)
    .where('orders.caseId', '=', caseId)
    .limit(PAGE)
    .offset(offset)
    .execute();
  return { total, orders: withinBytes(rows.map(toOrder), LIST_BYTES) };
}

/** Orders from a day on, the latest first, and how many there are. */
export async function listOrdersSince(
  query: Kysely<PracticeSchema>,
  { from, limit }: { readonly from: string; readonly limit: number },
): Promise<{ readonly total: number; readonly orders: Order[] }> {
  const { total } = await query
    .selectFrom('orders')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('orderedOn', '>=', from)
    .executeTakeFirstOrThrow();
  const rows = await selectOrders(query).where('orders.orderedOn', '>=', from).limit(limit).execute();
  return { total, orders: rows.map(toOrder) };
}

/** @throws AppError NOT_FOUND */
export async function getOrder(query: Kysely<PracticeSchema>, orderId: string): Promise<Order> {
  const row = await selectOrders(query).where('orders.id', '=', orderId).executeTakeFirst();
  if (!row) {
    throw new AppError('NOT_FOUND', 'This order is not there any more.', {
      remedy: 'Look for it among the deleted entries.',
    });
  }
  return toOrder(row);
}

/**
 * Writes down an order, or changes the one that is named. A hearing that is not of its case, and a document that is gone,
 * are left empty.
 * @throws AppError NOT_FOUND for an order or a case that is not there
 */
export async function saveOrder(
  query: Kysely<PracticeSchema>,
  {
    orderId,
    draft,
    now,
  }: { readonly orderId: string | null; readonly draft: OrderDraft; readonly now: Date },
): Promise<{ readonly before: Order | null; readonly order: Order }> {
  return query.transaction().execute(async (change) => {
    const before = orderId === null ? null : await getOrder(change, orderId);
    const { caseId, orderedOn, title, summary } = draft;
    await requireCase(change, caseId);
    const hearingId = await hearingOfCase(change, draft.hearingId, caseId);
    const documentId = await existing(change, 'documents', draft.documentId);
    const values = { caseId, hearingId, orderedOn, title, summary, documentId };
    const id = orderId ?? uniqueId(now);
    if (before === null) {
      await change
        .insertInto('orders')
        .values({ ...values, id, createdAt: now.toISOString() })
        .execute();
    } else {
      await change.updateTable('orders').set(values).where('id', '=', id).execute();
    }
    return { before, order: await getOrder(change, id) };
  });
}
