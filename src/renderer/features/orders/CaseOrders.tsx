/** The orders of one case, the latest first, as its page shows them. */
import type { Order } from '@causebook/contracts';
import { Button, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../components/Card.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { hold, rowsOf, type Held, type Row } from '../../components/held-rows.ts';
import { useTarget } from '../../components/use-target.ts';
import { bringBack } from '../../stores/deleted-actions.ts';
import { useDayOfOffice } from '../../stores/day-of-office.ts';
import { deleteOrder, refreshOrders, showMoreOrders } from '../../stores/orders-actions.ts';
import { useOrders } from '../../stores/orders-store.ts';
import { useFresh } from '../../stores/use-fresh.ts';
import { changingOrder, newOrder, OrderDialog, type OrderTarget } from './OrderDialog.tsx';
import { OrderRow } from './OrderRow.tsx';
import classes from './orders.module.css';

interface Props {
  readonly caseId: string;
}

/** The rows of a list, and what can be done with them. */
function useOrderRows(orders: readonly Order[]) {
  const [held, setHeld] = useState<readonly Held<Order>[]>([]);
  const [said, setSaid] = useState('');
  const [backId, setBackId] = useState<string | null>(null);
  const keep = (entry: Order, deletionId: string | null, words: string): void => {
    setHeld((before) => hold(before, rowsOf(orders, before), { entry, deletionId }));
    setSaid(words);
  };
  return {
    rows: rowsOf(orders, held),
    said,
    backId,
    onDelete: async (order: Order): Promise<void> => {
      const deletionId = await deleteOrder(order);
      if (deletionId !== null) keep(order, deletionId, `“${order.title}” is deleted.`);
    },
    onBringBack: async ({ entry, deletionId }: Row<Order>): Promise<void> => {
      if (deletionId === null || !(await bringBack(deletionId))) return;
      setBackId(entry.id);
      keep(entry, null, `“${entry.title}” is back.`);
    },
  };
}

function OrderList({ onEdit }: { readonly onEdit: (order: Order) => void }) {
  const orders = useOrders((state) => state.orders);
  const { rows, said, backId, onDelete, onBringBack } = useOrderRows(orders);
  return (
    <>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          No order of the court is written down in this case yet.
        </Text>
      ) : (
        <ul className={classes.orders} aria-label="Orders">
          {rows.map((row) => (
            <OrderRow
              key={row.entry.id}
              row={row}
              isBack={row.entry.id === backId}
              onEdit={onEdit}
              onDelete={(order) => void onDelete(order)}
              onBringBack={(gone) => void onBringBack(gone)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function Orders({ caseId, onEdit }: Props & { readonly onEdit: (order: Order) => void }) {
  const shown = useOrders((state) => state.caseId);
  const failure = useOrders((state) => state.failure);
  const hasMore = useOrders(({ orders, total }) => orders.length < total);
  const loadingMore = useOrders((state) => state.loadingMore);
  if (shown !== caseId) return <Skeleton height={120} />;
  if (failure) return <FailureNotice failure={failure} onRetry={() => refreshOrders(caseId)} />;
  return (
    <Stack gap="md">
      <OrderList key={caseId} onEdit={onEdit} />
      {hasMore && (
        <Button variant="default" loading={loadingMore} onClick={() => showMoreOrders(caseId)}>
          Show more
        </Button>
      )}
    </Stack>
  );
}

export function CaseOrders({ caseId }: Props) {
  const today = useDayOfOffice();
  const { target, opened, open, close } = useTarget<OrderTarget>();
  useFresh(['order', 'document', 'hearing', 'import', 'practice'], () => refreshOrders(caseId), caseId);
  return (
    <Card
      title="Orders"
      actions={
        <Button size="xs" onClick={() => open(newOrder(caseId, today))}>
          New order
        </Button>
      }
    >
      <Orders caseId={caseId} onEdit={(order) => open(changingOrder(order))} />
      {target && <OrderDialog target={target} opened={opened} onClose={close} />}
    </Card>
  );
}
