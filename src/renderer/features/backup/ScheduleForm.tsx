/** Sets when automatic backups are made. */
import type { Schedule, Weekday } from '@causebook/contracts';
import { Button, Checkbox, Group, Input, Radio, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useDraft } from '../../components/use-draft.ts';
import { saveSchedule } from '../../stores/schedule-actions.ts';
import { useSchedule } from '../../stores/schedule-store.ts';
import { weekdays } from '../../words.ts';
import {
  checkDraft,
  draftOf,
  ordinalSuffix,
  type DraftErrors,
  type ScheduleDraft,
} from './schedule-draft.ts';

const kinds: readonly { readonly value: ScheduleDraft['kind']; readonly label: string }[] = [
  { value: 'hourly', label: 'Every few hours' },
  { value: 'daily', label: 'Every day' },
  { value: 'weekly', label: 'On certain days of the week' },
];

interface FieldsProps {
  readonly draft: ScheduleDraft;
  readonly errors: DraftErrors;
  readonly onChange: (change: Partial<ScheduleDraft>) => void;
}

const isWeekday = (value: string): value is Weekday => weekdays.some(({ day }) => day === value);

function RuleFields({ draft, errors, onChange }: FieldsProps) {
  if (draft.kind === 'hourly') {
    return (
      <TextInput
        label="Hours between two backups"
        inputMode="numeric"
        maw="14rem"
        value={draft.everyHours}
        error={errors.everyHours}
        onChange={(event) => onChange({ everyHours: event.currentTarget.value })}
      />
    );
  }
  return (
    <Stack gap="md">
      {draft.kind === 'weekly' && (
        <Checkbox.Group
          label="Days"
          value={[...draft.on]}
          error={errors.on}
          onChange={(values) => onChange({ on: values.filter(isWeekday) })}
        >
          <Group gap="md" mt={6} mb={4}>
            {weekdays.map(({ day, label }) => (
              <Checkbox key={day} value={day} label={label} />
            ))}
          </Group>
        </Checkbox.Group>
      )}
      <TextInput
        type="time"
        label="Time of day"
        maw="14rem"
        value={draft.at}
        error={errors.at}
        onChange={(event) => onChange({ at: event.currentTarget.value })}
      />
    </Stack>
  );
}

function FullEveryField({ draft, errors, onChange }: FieldsProps) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={`${id}-label`}>
      <Text size="sm" fw={500} id={`${id}-label`}>
        Full backups
      </Text>
      <Group gap={6} mt={4} align="center">
        <Text size="sm">A full backup every</Text>
        <Input
          w="4.5rem"
          inputMode="numeric"
          aria-label="A full backup every so many times"
          aria-describedby={`${id}-about`}
          aria-invalid={errors.fullEvery !== undefined}
          error={errors.fullEvery !== undefined}
          value={draft.fullEvery}
          onChange={(event) => onChange({ fullEvery: event.currentTarget.value })}
        />
        <Text size="sm">{ordinalSuffix(draft.fullEvery)} time, only what is new in between.</Text>
      </Group>
      {errors.fullEvery && (
        <Input.Error mt={4} role="alert">
          {errors.fullEvery}
        </Input.Error>
      )}
      <Text size="sm" c="dimmed" mt={4} maw="40rem" id={`${id}-about`}>
        {draft.fullEvery.trim() === '1'
          ? 'Every backup is a full one: a single file restores everything.'
          : 'Backups of what is new are small and quick. To restore one, the files it builds on are needed, too. With 1, every backup is a full one.'}
      </Text>
    </div>
  );
}

export function ScheduleForm({ schedule }: { readonly schedule: Schedule }) {
  const isSaving = useSchedule((state) => state.saving);
  const { draft, errors, change, form, submit } = useDraft({
    saved: schedule,
    toDraft: draftOf,
    check: checkDraft,
    isSaving,
    save: (chosen) => void saveSchedule(chosen),
  });
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label="Schedule">
      <Stack gap="md" align="flex-start">
        <Switch
          label="Back up automatically"
          checked={draft.enabled}
          onChange={(event) => change({ enabled: event.currentTarget.checked })}
        />
        <Radio.Group
          label="How often"
          value={draft.kind}
          onChange={(value) => {
            const kind = kinds.find((each) => each.value === value);
            if (kind) change({ kind: kind.value });
          }}
        >
          <Group gap="md" mt={6}>
            {kinds.map(({ value, label }) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </Group>
        </Radio.Group>
        <RuleFields draft={draft} errors={errors} onChange={change} />
        <FullEveryField draft={draft} errors={errors} onChange={change} />
        <Button type="submit" aria-disabled={isSaving}>
          Save schedule
        </Button>
      </Stack>
    </form>
  );
}
