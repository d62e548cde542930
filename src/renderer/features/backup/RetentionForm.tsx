/** Sets which backups are kept. While it is edited, what the rules would do is asked for and shown. */
import type { RetentionPolicy } from '@causebook/contracts';
import { Button, Checkbox, Group, Radio, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useEffect } from 'react';
import { NotForClerks } from '../../components/NotForClerks.tsx';
import { useDraft } from '../../components/use-draft.ts';
import { forgetPreview, previewRetention, saveRetention } from '../../stores/retention-actions.ts';
import { useRetention } from '../../stores/retention-store.ts';
import {
  checkDraft,
  choose,
  draftOf,
  isSamePolicy,
  policyInWords,
  type RetentionDraft,
  type RetentionErrors,
} from './retention-draft.ts';
import { choiceInWords, choiceNames, choices, type CountKey } from './retention-choice.ts';
import classes from './backup.module.css';

const fields: readonly { readonly key: CountKey; readonly label: string }[] = [
  { key: 'keepLast', label: 'Latest backups' },
  { key: 'keepDays', label: 'Days with all backups' },
  { key: 'keepHourly', label: 'Hours with one each' },
  { key: 'keepDaily', label: 'Days with one each' },
  { key: 'keepWeekly', label: 'Weeks with one each' },
  { key: 'keepMonthly', label: 'Months with one each' },
  { key: 'keepYearly', label: 'Years with one each' },
];
/** After the last key, before it is asked what the rules would do. */
const PAUSE_MS = 300;

interface FieldsProps {
  readonly draft: RetentionDraft;
  readonly errors: RetentionErrors;
  readonly onChange: (change: Partial<RetentionDraft>) => void;
}

function CountFields({ draft, errors, onChange }: FieldsProps) {
  return (
    <fieldset className={classes.fieldset}>
      <legend>Always keep</legend>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="md" pt="xs">
        {fields.map(({ key, label }) => (
          <TextInput
            key={key}
            label={label}
            inputMode="numeric"
            value={draft.counts[key]}
            error={errors[key]}
            onChange={(event) => onChange({ counts: { ...draft.counts, [key]: event.currentTarget.value } })}
          />
        ))}
      </SimpleGrid>
    </fieldset>
  );
}

function Choices({ draft, onChange }: Pick<FieldsProps, 'draft' | 'onChange'>) {
  return (
    <Radio.Group
      label="How much is kept"
      value={draft.choice}
      onChange={(value) => {
        const choice = choices.find((each) => each === value);
        if (choice) onChange(choose(choice));
      }}
    >
      <Stack gap="sm" mt={6}>
        {choices.map((choice) => (
          <Radio
            key={choice}
            value={choice}
            label={choiceNames[choice]}
            description={choiceInWords(choice)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function Rules({ draft, errors, onChange }: FieldsProps) {
  const checked = checkDraft(draft);
  return (
    <>
      <Choices draft={draft} onChange={onChange} />
      {draft.choice === 'own' && <CountFields draft={draft} errors={errors} onChange={onChange} />}
      {draft.choice === 'own' && checked.ok && <Text size="sm">{policyInWords(checked.value)}</Text>}
      <Checkbox
        label="These rules are also for backups that were made by hand"
        description="Otherwise only you delete those. Backups with a name, and protected ones, always stay."
        checked={draft.includeManual}
        onChange={(event) => onChange({ includeManual: event.currentTarget.checked })}
      />
      <Checkbox
        label="Limit the room that these backups take together"
        description="If they need more, the oldest go first, but never the three latest."
        checked={draft.isLimited}
        onChange={(event) => onChange({ isLimited: event.currentTarget.checked })}
      />
      {draft.isLimited && (
        <TextInput
          label="Gigabytes at most"
          inputMode="decimal"
          maw="14rem"
          value={draft.largestTotal}
          error={errors.largestTotal}
          onChange={(event) => onChange({ largestTotal: event.currentTarget.value })}
        />
      )}
    </>
  );
}

/** Asks what the rules that are being chosen would do, once the person pauses. */
function usePreview(draft: RetentionDraft, policy: RetentionPolicy): void {
  useEffect(() => {
    const checked = checkDraft(draft);
    if (!checked.ok || isSamePolicy(checked.value, policy)) {
      forgetPreview();
      return;
    }
    const timer = setTimeout(() => void previewRetention(checked.value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, policy]);
  useEffect(() => forgetPreview, []);
}

export function RetentionForm({ policy }: { readonly policy: RetentionPolicy }) {
  const isSaving = useRetention((state) => state.saving);
  const { draft, errors, change, form, submit } = useDraft({
    saved: policy,
    toDraft: draftOf,
    check: checkDraft,
    isSaving,
    save: (chosen) => void saveRetention(chosen),
  });
  usePreview(draft, policy);
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label="What is kept">
      <Stack gap="md">
        <Switch
          label="Remove old backups by these rules"
          checked={draft.enabled}
          onChange={(event) => change({ enabled: event.currentTarget.checked })}
        />
        {draft.enabled && <Rules draft={draft} errors={errors} onChange={change} />}
        <NotForClerks>
          <Group>
            <Button type="submit" aria-disabled={isSaving}>
              Save rules
            </Button>
          </Group>
        </NotForClerks>
      </Stack>
    </form>
  );
}
