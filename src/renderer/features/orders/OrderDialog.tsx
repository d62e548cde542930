/** An order of the court as a person writes it down: a new one, or one that is changed. */
import type { Failure, Order } from '@causebook/contracts';
import { SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { failureOf } from '../../bridge.ts';
import { DayInput } from '../../components/DayInput.tsx';
import { FormDialog } from '../../components/FormDialog.tsx';
import { saveOrder } from '../../stores/orders-actions.ts';
import { DocumentInput, type DocumentChoice } from './DocumentInput.tsx';
import { HearingInput, type HearingChoice } from './HearingInput.tsx';

interface OrderFields {
  readonly title: string;
  readonly orderedOn: string | null;
  readonly summary: string;
  readonly hearing: HearingChoice | null;
  readonly document: DocumentChoice | null;
}

/** What the dialog is about. */
export interface OrderTarget {
  readonly caseId: string;
  /** Null for a new one. */
  readonly order: Order | null;
  readonly fields: OrderFields;
}

export const changingOrder = (order: Order): OrderTarget => ({
  caseId: order.case.id,
  order,
  fields: {
    title: order.title,
    orderedOn: order.orderedOn,
    summary: order.summary,
    hearing:
      order.hearingId === null ? null : { id: order.hearingId, day: order.hearingOn ?? order.orderedOn },
    document: order.documentId === null ? null : { id: order.documentId, name: order.documentName ?? '' },
  },
});

export const newOrder = (caseId: string, today: string): OrderTarget => ({
  caseId,
  order: null,
  fields: { title: '', orderedOn: today, summary: '', hearing: null, document: null },
});

/** What keeps an order from being saved, in words. */
function objectionTo({ title, orderedOn }: OrderFields): string | null {
  if (title.trim() === '') return 'An order needs a title, such as “Interim stay”.';
  return orderedOn === null ? 'An order needs the day on which it was made.' : null;
}

const isChanged = (before: OrderFields, after: OrderFields): boolean =>
  before.title !== after.title ||
  before.orderedOn !== after.orderedOn ||
  before.summary !== after.summary ||
  before.hearing?.id !== after.hearing?.id ||
  before.document?.id !== after.document?.id;

interface Props {
  readonly target: OrderTarget;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function OrderDialog({ target, opened, onClose }: Props) {
  const [of, setOf] = useState(target);
  const [fields, setFields] = useState(target.fields);
  const [tried, setTried] = useState(false);
  if (of !== target) {
    setOf(target);
    setFields(target.fields);
    setTried(false);
  }
  const { caseId, order } = target;
  const { title, orderedOn, summary, hearing, document } = fields;
  const set = (change: Partial<OrderFields>): void => setFields((before) => ({ ...before, ...change }));

  const save = async (): Promise<Failure | null> => {
    setTried(true);
    const objection = objectionTo(fields);
    if (objection !== null || orderedOn === null)
      return {
        ...failureOf('INVALID_INPUT'),
        message: objection ?? '',
        remedy: 'Write it down and save again.',
      };
    return saveOrder(order?.id ?? null, {
      caseId,
      title,
      orderedOn,
      summary,
      hearingId: hearing?.id ?? null,
      documentId: document?.id ?? null,
    });
  };

  return (
    <FormDialog
      opened={opened}
      title={order === null ? 'New order' : 'Order'}
      saveLabel={order === null ? 'Add the order' : 'Save'}
      isChanged={isChanged(target.fields, fields)}
      onSave={save}
      onClose={onClose}
    >
      <TextInput
        label="Title"
        required
        data-autofocus
        maxLength={500}
        error={tried && title.trim() === ''}
        value={title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <DayInput
          label="Day of the order"
          required
          error={tried && orderedOn === null}
          value={orderedOn}
          onChange={(day) => set({ orderedOn: day })}
        />
        <HearingInput caseId={caseId} value={hearing} onChange={(choice) => set({ hearing: choice })} />
      </SimpleGrid>
      <Textarea
        label="What it says"
        autosize
        minRows={3}
        maxRows={14}
        maxLength={20_000}
        value={summary}
        onChange={(event) => set({ summary: event.currentTarget.value })}
      />
      <DocumentInput caseId={caseId} value={document} onChange={(choice) => set({ document: choice })} />
    </FormDialog>
  );
}
