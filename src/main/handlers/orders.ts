/** Handlers for orders. */
import { counted } from '@causebook/backup';
import { sentence, type Channel, type Order } from '@causebook/contracts';
import { deleteEntry, listOrdersOfCase, saveOrder } from '@causebook/data';
import type { AuditNote } from '../diary.ts';
import { caseInWords, changesBetween, dayInWords } from './audit-words.ts';
import type { HandlerParts, Some } from './parts.ts';

const wordsOf = (order: Order): Record<string, string> => ({
  Order: order.title,
  Case: caseInWords(order.case),
  'Day of the order': dayInWords(order.orderedOn),
  'Made at the hearing of': dayInWords(order.hearingOn),
  Document: order.documentName ?? '',
  Summary: order.summary,
});

function notesOfSaving(before: Order | null, order: Order): AuditNote[] {
  const about = { subject: 'order', subjectId: order.id, caseId: order.case.id } as const;
  const named = `the order “${order.title}” of ${dayInWords(order.orderedOn)}`;
  if (before === null) return [{ ...about, what: `Added ${named}` }];
  const changes = changesBetween(wordsOf(before), wordsOf(order));
  return changes.length === 0 ? [] : [{ ...about, what: `Changed ${named}`, changes }];
}

export function ordersHandlers({ diary }: HandlerParts): Some<Extract<Channel, `orders:${string}`>> {
  return {
    'orders:ofCase': (request) =>
      diary.read(async ({ query }) => {
        const { total, orders } = await listOrdersOfCase(query, request);
        return { message: `${counted(total, 'order')}.`, total, orders };
      }),

    'orders:save': ({ orderId, draft }) =>
      diary.change(async ({ query }, { now }) => {
        const { before, order } = await saveOrder(query, { orderId, draft, now });
        const message = sentence(`${before === null ? 'Added' : 'Saved'} “${order.title}”`);
        return { result: { message, order }, notes: notesOfSaving(before, order) };
      }),

    'orders:delete': ({ orderId }) =>
      diary.change(async ({ query }, { actor, now }) => {
        const request = { kind: 'order', id: orderId, by: actor.name, now } as const;
        const { deletionId, title, caseId } = await deleteEntry(query, request);
        const what = `Deleted the order ${title}`;
        const result = {
          message: `${sentence(what)} It can be brought back for 30 days.`,
          deletionId,
        };
        return { result, notes: [{ what, subject: 'order', subjectId: orderId, caseId }] };
      }),
  };
}
