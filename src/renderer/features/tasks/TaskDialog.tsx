/** A task with everything that belongs to it: a new one, or one that is changed. */
import type { Failure, Task } from '@causebook/contracts';
import { Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { failureOf } from '../../bridge.ts';
import { CaseInput, type CaseChoice } from '../../components/CaseInput.tsx';
import { DayInput } from '../../components/DayInput.tsx';
import { FormDialog } from '../../components/FormDialog.tsx';
import { saveTask } from '../../stores/tasks-actions.ts';
import { useUsers } from '../../stores/users-store.ts';

export interface TaskFields {
  readonly title: string;
  readonly notes: string;
  readonly dueOn: string | null;
  readonly case: CaseChoice | null;
  readonly assigneeId: string | null;
}

/** What the dialog is about. */
export interface TaskTarget {
  /** Null for a new one. */
  readonly task: Task | null;
  readonly fields: TaskFields;
  /** Whether the case stands fast, because the dialog was opened on its page. */
  readonly isOfCase: boolean;
}

export const changing = (task: Task, isOfCase = false): TaskTarget => ({ task, fields: task, isOfCase });

export const beginning = (
  begun: Pick<TaskFields, 'title' | 'dueOn'>,
  ofCase: CaseChoice | null = null,
): TaskTarget => ({
  task: null,
  fields: { notes: '', assigneeId: null, case: ofCase, ...begun },
  isOfCase: ofCase !== null,
});

interface Props {
  readonly target: TaskTarget;
  readonly opened: boolean;
  readonly onClose: () => void;
}

const keys = ['title', 'notes', 'dueOn', 'assigneeId'] as const;

function isChanged(before: TaskFields, after: TaskFields): boolean {
  return keys.some((key) => before[key] !== after[key]) || before.case?.id !== after.case?.id;
}

function AssigneeInput({
  value,
  onChange,
}: {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}) {
  const users = useUsers((state) => state.users);
  const choices = users.filter(({ id, active }) => active || id === value);
  if (choices.length === 0) return null;
  return (
    <Select
      label="Assigned to"
      placeholder="Nobody in particular"
      clearable
      searchable
      data={choices.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
    />
  );
}

export function TaskDialog({ target, opened, onClose }: Props) {
  const [of, setOf] = useState(target);
  const [fields, setFields] = useState(target.fields);
  const [lacksTitle, setLacksTitle] = useState(false);
  if (of !== target) {
    setOf(target);
    setFields(target.fields);
    setLacksTitle(false);
  }
  const { task, isOfCase } = target;
  const set = (change: Partial<TaskFields>): void => setFields((before) => ({ ...before, ...change }));

  const save = async (): Promise<Failure | null> => {
    const { title, notes, dueOn, assigneeId } = fields;
    setLacksTitle(title.trim() === '');
    if (title.trim() === '')
      return {
        ...failureOf('INVALID_INPUT'),
        message: 'A task needs a line that says what is to be done.',
        remedy: 'Write it into the first field.',
      };
    const caseId = fields.case?.id ?? null;
    // A hearing belongs to one case only; main leaves it empty for another one.
    const hearingId = task?.hearingId ?? null;
    return saveTask(task?.id ?? null, { title, notes, dueOn, assigneeId, caseId, hearingId });
  };

  return (
    <FormDialog
      opened={opened}
      title={task === null ? 'New task' : 'Task'}
      saveLabel={task === null ? 'Add the task' : 'Save'}
      isChanged={isChanged(target.fields, fields)}
      onSave={save}
      onClose={onClose}
    >
      <TextInput
        label="What is to be done"
        required
        data-autofocus
        maxLength={500}
        error={lacksTitle}
        value={fields.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <DayInput label="Due day" value={fields.dueOn} onChange={(dueOn) => set({ dueOn })} />
        <AssigneeInput value={fields.assigneeId} onChange={(assigneeId) => set({ assigneeId })} />
      </SimpleGrid>
      {!isOfCase && <CaseInput value={fields.case} onChange={(choice) => set({ case: choice })} />}
      <Textarea
        label="Notes"
        autosize
        minRows={3}
        maxRows={12}
        maxLength={20_000}
        value={fields.notes}
        onChange={(event) => set({ notes: event.currentTarget.value })}
      />
    </FormDialog>
  );
}
