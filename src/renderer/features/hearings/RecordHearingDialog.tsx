/** Writes down what happened at a hearing, and asks for the next date at once. */
import type { Failure, Hearing } from '@causebook/contracts';
import { Checkbox, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { FormDialog } from '../../components/FormDialog.tsx';
import { format } from '../../format.ts';
import { recordHearing } from '../../stores/hearings-actions.ts';
import { caseInWords, placeInWords, timeInWords } from './hearing-words.ts';
import { missing } from './missing.ts';
import { NextHearingFields } from './NextHearingFields.tsx';
import { OutcomeInput } from './OutcomeInput.tsx';
import { beginRecord, recordOf, withOutcome, withProposal } from './record-draft.ts';
import { useDraft } from './use-draft.ts';
import { useWhatFollows } from './use-what-follows.ts';

interface Props {
  readonly hearing: Hearing;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function RecordHearingDialog({ hearing, opened, onClose }: Props) {
  const { draft, touched, change, fill } = useDraft(opened, () => beginRecord(hearing));
  const follows = useWhatFollows(hearing, opened, ({ proposal, later }) =>
    fill((before) => withProposal(before, proposal, later !== null)),
  );
  const { proposal } = follows;

  const save = async (): Promise<Failure | null> => {
    if (draft.outcome.trim() === '') {
      return missing('The outcome is not written down yet.', 'Choose what happened, or use your own words.');
    }
    const record = recordOf(draft, hearing);
    return record === null
      ? missing('The next hearing has no day yet.', 'Give its day, or choose that there is none yet.')
      : recordHearing(record);
  };

  return (
    <FormDialog
      opened={opened}
      title={hearing.outcome === '' ? 'Record the hearing' : 'Correct the record'}
      saveLabel="Save the record"
      isChanged={touched}
      onSave={save}
      onClose={onClose}
    >
      <Stack gap="md">
        <div>
          <Text fw={600}>{caseInWords(hearing)}</Text>
          <Text size="sm" c="dimmed">
            {[
              format.calendarDay(hearing.day),
              timeInWords(hearing.time),
              placeInWords(hearing),
              hearing.purpose,
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </div>
        <OutcomeInput
          required
          data-autofocus
          value={draft.outcome}
          onChange={(outcome) => change(withOutcome(draft, outcome))}
        />
        <Textarea
          label="Notes"
          autosize
          minRows={2}
          maxRows={8}
          maxLength={20_000}
          value={draft.notes}
          onChange={(event) => change({ notes: event.currentTarget.value })}
        />
        <NextHearingFields
          hearing={hearing}
          draft={draft}
          follows={follows}
          opened={opened}
          onChange={change}
        />
        {(draft.follows === 'hearing' || follows.later !== null) &&
          proposal !== null &&
          proposal.openTasks > 0 && (
            <Checkbox
              label={`Carry over ${format.count(proposal.openTasks, 'open task', 'open tasks')}, due as long before the next hearing as before this one`}
              checked={draft.carryTasks}
              onChange={(event) => change({ carryTasks: event.currentTarget.checked })}
            />
          )}
        {draft.follows === 'nothing' && follows.later === null && (
          <Checkbox
            label="Close the case"
            checked={draft.closeCase}
            onChange={(event) => change({ closeCase: event.currentTarget.checked })}
          />
        )}
        <TextInput
          label="Stage of the case from now on"
          maxLength={500}
          value={draft.stage}
          onChange={(event) => change({ stage: event.currentTarget.value })}
        />
      </Stack>
    </FormDialog>
  );
}
