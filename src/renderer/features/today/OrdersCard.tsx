/** Orders that came in lately, each with the way to its case and its document. */
import type { Order, TodayView } from '@causebook/contracts';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../components/Card.tsx';
import { format } from '../../format.ts';
import { useClock } from '../../stores/clock-store.ts';
import { openCase, openDocument } from '../../stores/navigation-store.ts';
import classes from './today.module.css';

const AT_FIRST = 5;

function OrderItem({ order }: { readonly order: Order }) {
  const now = useClock((state) => state.now);
  const { case: named, title, orderedOn, documentId, documentName } = order;
  return (
    <li className={classes.order}>
      <p className={classes.orderTitle}>{title}</p>
      <button type="button" className={classes.link} onClick={() => openCase(named.id, 'orders')}>
        {[named.number, named.title].filter(Boolean).join(' · ')}
      </button>
      <p className={classes.orderAbout}>
        <span>{format.nearDay(orderedOn, now)}</span>
        {documentId !== null && (
          <button type="button" className={classes.link} onClick={() => openDocument(documentId)}>
            {documentName}
          </button>
        )}
      </p>
    </li>
  );
}

export function OrdersCard({ orders: { total, orders } }: { readonly orders: TodayView['orders'] }) {
  const [all, setAll] = useState(false);
  const shown = all ? orders : orders.slice(0, AT_FIRST);
  return (
    <Card title="Orders of the last 14 days">
      {total === 0 ? (
        <Text size="sm">No order has come in during the last 14 days.</Text>
      ) : (
        <ul className={classes.orders}>
          {shown.map((order) => (
            <OrderItem key={order.id} order={order} />
          ))}
        </ul>
      )}
      {shown.length < orders.length && (
        <Button mt="xs" size="xs" variant="default" onClick={() => setAll(true)}>
          Show {format.integer(orders.length - shown.length)} more
        </Button>
      )}
      {all && orders.length < total && (
        <Text size="sm" c="dimmed" mt="xs">
          These are the latest {format.integer(orders.length)} of {format.integer(total)}. The page of each
          case has all of its orders.
        </Text>
      )}
    </Card>
  );
}
