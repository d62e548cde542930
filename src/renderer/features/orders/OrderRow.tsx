/** One order of a case: what it says, its hearing, its document, and a way back where it has just been deleted. */
import type { Order } from '@causebook/contracts';
import { ActionIcon, Button } from '@mantine/core';
import type { Row } from '../../components/held-rows.ts';
import { NotForClerks } from '../../components/NotForClerks.tsx';
import { format } from '../../format.ts';
import { DocumentIcon, EditIcon, TrashIcon } from '../../icons.tsx';
import { openDocument } from '../../stores/navigation-store.ts';
import classes from './orders.module.css';

export interface OrderActions {
  readonly onEdit: (order: Order) => void;
  readonly onDelete: (order: Order) => void;
  readonly onBringBack: (row: Row<Order>) => void;
}

interface Props extends OrderActions {
  readonly row: Row<Order>;
  /** Whether it has just been brought back, so that the keyboard goes on here. */
  readonly isBack: boolean;
}

/** Stays the same function, so that it takes the focus once and not with every change of the list. */
const focusOnArrival = (element: HTMLElement | null): void => element?.focus();

function DeletedOrder({ row, onBringBack }: Pick<Props, 'row' | 'onBringBack'>) {
  return (
    <li className={classes.order}>
      <span className={classes.gone}>“{row.entry.title}” is deleted.</span>
      <Button size="compact-sm" variant="default" ref={focusOnArrival} onClick={() => onBringBack(row)}>
        Bring back
      </Button>
    </li>
  );
}

function Document({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <button type="button" className={classes.document} onClick={() => openDocument(id)}>
      <DocumentIcon size={16} />
      {name}
    </button>
  );
}

export function OrderRow({ row, isBack, onEdit, onDelete, onBringBack }: Props) {
  if (row.deletionId !== null) return <DeletedOrder row={row} onBringBack={onBringBack} />;
  const { title, orderedOn, summary, hearingOn, documentId, documentName } = row.entry;
  return (
    <li className={classes.order}>
      <div className={classes.body}>
        <p className={classes.day}>{format.calendarDay(orderedOn)}</p>
        <h3 className={classes.title}>{title}</h3>
        {summary !== '' && <p className={classes.summary}>{summary}</p>}
        {hearingOn !== null && (
          <p className={classes.about}>Made at the hearing of {format.calendarDay(hearingOn)}.</p>
        )}
        {documentId !== null && <Document id={documentId} name={documentName ?? 'Document'} />}
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        className={classes.action}
        aria-label={`Edit “${title}”`}
        title="Edit this order"
        {...(isBack ? { ref: focusOnArrival } : {})}
        onClick={() => onEdit(row.entry)}
      >
        <EditIcon size={16} />
      </ActionIcon>
      <NotForClerks>
        <ActionIcon
          variant="subtle"
          color="gray"
          className={classes.action}
          aria-label={`Delete “${title}”`}
          title="Delete this order"
          onClick={() => onDelete(row.entry)}
        >
          <TrashIcon size={16} />
        </ActionIcon>
      </NotForClerks>
    </li>
  );
}
