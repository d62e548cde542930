/** A hearing as a person types it: a new one, or one that is changed. */
import type { Failure, Hearing } from '@causebook/contracts';
import { Group, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { invoke } from '../../bridge.ts';
import { CaseInput, type CaseChoice } from '../../components/CaseInput.tsx';
import { DayInput } from '../../components/DayInput.tsx';
import { FormDialog } from '../../components/FormDialog.tsx';
import { TimeInput } from '../../components/TimeInput.tsx';
import { useDayOfOffice } from '../../stores/day-of-office.ts';
import { saveHearing } from '../../stores/hearings-actions.ts';
import { DayWarnings } from './DayWarnings.tsx';
import { dayWarnings } from './day-warnings.ts';
import { caseInWords } from './hearing-words.ts';
import { missing } from './missing.ts';
import { OutcomeInput } from './OutcomeInput.tsx';
import { useDayFacts } from './use-day-facts.ts';
import { useDraft } from './use-draft.ts';

interface Props {
  /** Null makes a new one. */
  readonly hearing: Hearing | null;
  /** The case of a new one; null lets the person choose. */
  readonly caseId: string | null;
  /** The day of a new one. */
  readonly day: string | null;
  readonly opened: boolean;
  readonly onClose: () => void;
}

interface Draft {
  readonly chosen: CaseChoice | null;
  readonly day: string | null;
  readonly time: string | null;
  readonly court: string;
  readonly room: string;
  readonly purpose: string;
  readonly outcome: string;
  readonly notes: string;
}

const emptyDraft = (day: string | null): Draft => ({
  chosen: null,
  day,
  time: null,
  court: '',
  room: '',
  purpose: '',
  outcome: '',
  notes: '',
});

const draftOf = ({ day, time, court, room, purpose, outcome, notes, ...hearing }: Hearing): Draft => ({
  chosen: hearing.case,
  day,
  time,
  court,
  room,
  purpose,
  outcome,
  notes,
});

interface CaseFacts {
  readonly court: string;
  readonly lawyerName: string | null;
}

const unknown: CaseFacts = { court: '', lawyerName: null };

/** Where a case is heard and who has it; empty while it is not known. */
function useCaseFacts(caseId: string | null): CaseFacts {
  const [found, setFound] = useState({ caseId: '', facts: unknown });
  useEffect(() => {
    if (caseId === null) return undefined;
    let isNewest = true;
    void invoke('cases:get', { caseId }).then((result) => {
      if (!isNewest || !result.success) return;
      const { court, lawyerName } = result.case;
      setFound({ caseId, facts: { court, lawyerName } });
    });
    return () => {
      isNewest = false;
    };
  }, [caseId]);
  return found.caseId === caseId ? found.facts : unknown;
}

export function HearingForm({ hearing, caseId, day, opened, onClose }: Props) {
  const { draft, touched, change } = useDraft<Draft>(opened, () =>
    hearing === null ? emptyDraft(day) : draftOf(hearing),
  );
  const today = useDayOfOffice();
  const ofCase = hearing?.case.id ?? caseId ?? draft.chosen?.id ?? null;
  const { court: courtOfCase, lawyerName } = useCaseFacts(opened ? ofCase : null);
  const facts = useDayFacts(opened ? draft.day : null);
  const isOver = draft.day !== null && draft.day < today;

  const save = async (): Promise<Failure | null> => {
    if (ofCase === null) return missing('A hearing belongs to a case.', 'Choose the case first.');
    if (draft.day === null) return missing('A hearing needs its day.', 'Type or choose the day.');
    const { chosen: _, ...fields } = draft;
    return saveHearing({
      hearingId: hearing?.id ?? null,
      draft: { ...fields, caseId: ofCase, day: draft.day },
    });
  };

  const warnings =
    draft.day === null
      ? []
      : dayWarnings(
          {
            day: draft.day,
            time: draft.time,
            court: draft.court === '' ? courtOfCase : draft.court,
            caseId: ofCase,
            lawyerName,
            hearingId: hearing?.id ?? null,
            today,
            isComing: hearing === null && draft.outcome === '',
          },
          facts,
        );

  return (
    <FormDialog
      opened={opened}
      title={hearing === null ? 'New hearing' : 'Change the hearing'}
      saveLabel={hearing === null ? 'Add hearing' : 'Save'}
      isChanged={touched}
      onSave={save}
      onClose={onClose}
    >
      <Stack gap="sm">
        {hearing !== null && <Text fw={550}>{caseInWords(hearing)}</Text>}
        {hearing === null && caseId === null && (
          <CaseInput required data-autofocus value={draft.chosen} onChange={(chosen) => change({ chosen })} />
        )}
        <div>
          <Group grow align="flex-start">
            <DayInput
              label="Day"
              required
              {...(hearing !== null || caseId !== null ? { 'data-autofocus': true } : {})}
              value={draft.day}
              onChange={(value) => change({ day: value })}
            />
            <TimeInput label="Time" value={draft.time} onChange={(time) => change({ time })} />
          </Group>
          <DayWarnings warnings={warnings} />
        </div>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="sm">
          <TextInput
            label="Court"
            placeholder={courtOfCase || 'The court of the case'}
            maxLength={500}
            value={draft.court}
            onChange={(event) => change({ court: event.currentTarget.value })}
          />
          <TextInput
            label="Court hall, room or item"
            maxLength={500}
            value={draft.room}
            onChange={(event) => change({ room: event.currentTarget.value })}
          />
        </SimpleGrid>
        <TextInput
          label="Purpose"
          placeholder="Evidence, arguments, orders …"
          maxLength={500}
          value={draft.purpose}
          onChange={(event) => change({ purpose: event.currentTarget.value })}
        />
        {(isOver || (hearing !== null && hearing.outcome !== '')) && (
          <OutcomeInput value={draft.outcome} onChange={(outcome) => change({ outcome })} />
        )}
        <Textarea
          label="Notes"
          autosize
          minRows={2}
          maxRows={8}
          maxLength={20_000}
          value={draft.notes}
          onChange={(event) => change({ notes: event.currentTarget.value })}
        />
      </Stack>
    </FormDialog>
  );
}
