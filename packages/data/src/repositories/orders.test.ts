/** Orders of courts. */
import { OrderDraft } from '@causebook/contracts';
import { beforeEach, expect, test } from 'vitest';
import { memoryDiary, type Diary } from '../../test/diary.ts';
import { deleteEntry, restoreDeletion } from './deletions.ts';
import { listOrdersOfCase, saveOrder } from './orders.ts';

const now = new Date('2026-05-06T08:00:00Z');

let diary: Diary;
beforeEach(() => {
  diary = memoryDiary();
  diary.case({ id: 'c', number: 'CS 12/2024', title: 'Rao v. Iyer' });
  diary.case({ id: 'other' });
  diary.hearing({ id: 'h', day: '2026-05-04' });
  diary.document({ id: 'd', name: 'order.pdf' });
});

const save = (draft: Partial<OrderDraft>, orderId: string | null = null) =>
  saveOrder(diary.query, {
    orderId,
    draft: OrderDraft.parse({ caseId: 'c', orderedOn: '2026-05-04', title: 'Interim stay', ...draft }),
    now,
  });
const list = (offset = 0) => listOrdersOfCase(diary.query, { caseId: 'c', offset });

test('an order is written down with its hearing and its document, and changed', async () => {
  const { before, order } = await save({ hearingId: 'h', documentId: 'd', summary: 'Until the next date.' });
  expect(before).toBeNull();
  expect(order).toEqual({
    id: expect.any(String),
    case: { id: 'c', number: 'CS 12/2024', title: 'Rao v. Iyer' },
    hearingId: 'h',
    hearingOn: '2026-05-04',
    orderedOn: '2026-05-04',
    title: 'Interim stay',
    summary: 'Until the next date.',
    documentId: 'd',
    documentName: 'order.pdf',
  });
  const changed = await save({ orderedOn: '2026-05-05' }, order.id);
  expect(changed.before).toEqual(order);
  expect(changed.order).toMatchObject({ id: order.id, orderedOn: '2026-05-05', documentId: null });
  expect(await list()).toEqual({ total: 1, orders: [changed.order] });
});

test('the document of an order is named so that it cannot mislead', async () => {
  diary.document({ id: 'odd', name: 'Order\u202efdp.exe' });
  diary.document({ id: 'nameless', name: ' ' });
  expect((await save({ documentId: 'odd' })).order.documentName).toBe('Order\ufffdfdp.exe');
  expect((await save({ documentId: 'nameless' })).order.documentName).toBe('Document without a name');
});

test('the orders of a case come the latest first, and those of other cases not at all', async () => {
  diary.order({ id: 'old', orderedOn: '2025-01-01' });
  diary.order({ id: 'new', orderedOn: '2026-05-05' });
  diary.order({ id: 'of another', orderedOn: '2026-05-06', caseId: 'other' });
  expect((await list()).orders.map(({ id }) => id)).toEqual(['new', 'old']);
});

test('many orders with long summaries are read in parts', async () => {
  for (let n = 0; n < 130; n += 1)
    diary.order({ id: `o${n}`, orderedOn: '2026-05-01', summary: 'ಕ'.repeat(n < 60 ? 20_000 : 10) });
  const read: string[] = [];
  for (let parts = 0; read.length < 130 && parts < 20; parts += 1) {
    const part = await list(read.length);
    expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(1_000_000);
    expect(part.total).toBe(130);
    read.push(...part.orders.map(({ id }) => id));
  }
  expect(new Set(read).size).toBe(130);
});

test('a hearing of another case and a document that is gone are left empty; a case that is gone is refused', async () => {
  diary.hearing({ id: 'elsewhere', day: '2026-05-04', caseId: 'other' });
  expect((await save({ hearingId: 'elsewhere', documentId: 'gone' })).order).toMatchObject({
    hearingId: null,
    documentId: null,
  });
  const notFound = expect.objectContaining({ code: 'NOT_FOUND' });
  await expect(save({ caseId: 'gone' })).rejects.toEqual(notFound);
  await expect(save({}, 'gone')).rejects.toEqual(notFound);
  expect((await list()).total).toBe(1);
});

test('a deleted order comes back with its hearing and its document', async () => {
  const { order } = await save({ hearingId: 'h', documentId: 'd' });
  const { deletionId } = await deleteEntry(diary.query, { kind: 'order', id: order.id, by: '', now });
  expect((await list()).total).toBe(0);
  await restoreDeletion(diary.query, deletionId);
  expect((await list()).orders).toEqual([order]);
});
