/** Fetches the orders of a case, and writes, changes and deletes orders. */
import type { Failure, Order, OrderDraft } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { report, reportTrouble } from '../report.ts';
import { newestOnly } from './newest-only.ts';
import { useOrders } from './orders-store.ts';

async function readOrders(
  caseId: string,
  wanted: number,
): Promise<{ readonly orders: readonly Order[]; readonly total: number } | Failure> {
  const orders: Order[] = [];
  for (;;) {
    const part = await invoke('orders:ofCase', { caseId, offset: orders.length });
    if (!part.success) return part;
    orders.push(...part.orders);
    if (part.orders.length === 0 || orders.length >= Math.min(wanted, part.total))
      return { orders, total: part.total };
  }
}

/** How many of the open case the person has asked for; a list that is fetched anew keeps its length. */
let wanted = 0;

const fetchOrders = newestOnly(
  (caseId: string) => readOrders(caseId, wanted),
  (result, caseId) =>
    useOrders.setState(
      'success' in result
        ? { caseId, failure: result, loadingMore: false }
        : { caseId, ...result, loadingMore: false, failure: null },
    ),
);

export function refreshOrders(caseId: string): void {
  if (useOrders.getState().caseId !== caseId) {
    // Those of another case must not be seen here.
    useOrders.setState({ caseId: null, orders: [], total: 0 });
    wanted = 0;
  }
  void fetchOrders(caseId);
}

export function showMoreOrders(caseId: string): void {
  wanted = useOrders.getState().orders.length + 1;
  useOrders.setState({ loadingMore: true });
  void fetchOrders(caseId);
}

/** Writes down an order, or changes the one that is named. The failure, if there was one, is for the form to show. */
export async function saveOrder(orderId: string | null, draft: OrderDraft): Promise<Failure | null> {
  const result = await invoke('orders:save', { orderId, draft });
  if (!result.success) return result;
  await report(Promise.resolve(result), { id: `save order ${result.order.id}` });
  return null;
}

/** What brings it back, or null when it could not be deleted. That it is deleted shows where it stood. */
export async function deleteOrder({ id }: Order): Promise<string | null> {
  const result = await reportTrouble(invoke('orders:delete', { orderId: id }), { id: `delete ${id}` });
  return result?.deletionId ?? null;
}
