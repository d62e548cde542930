/** The next hearing, asked for together with the outcome: the proposed day, why it is proposed, and how busy it is. */
import type { Hearing } from '@causebook/contracts';
import { Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { DayInput } from '../../components/DayInput.tsx';
import { TimeInput } from '../../components/TimeInput.tsx';
import { format } from '../../format.ts';
import { useDayOfOffice } from '../../stores/day-of-office.ts';
import { DayWarnings } from './DayWarnings.tsx';
import { dayWarnings } from './day-warnings.ts';
import classes from './hearings.module.css';
import type { RecordDraft } from './record-draft.ts';
import { useDayFacts } from './use-day-facts.ts';
import type { WhatFollows } from './use-what-follows.ts';

interface Props {
  readonly hearing: Hearing;
  readonly draft: RecordDraft;
  readonly follows: WhatFollows;
  readonly opened: boolean;
  readonly onChange: (fields: Partial<RecordDraft>) => void;
}

export function NextHearingFields({ hearing, draft, follows: { proposal, later }, opened, onChange }: Props) {
  return (
    <div className={classes.next}>
      <Radio.Group
        label="Next hearing"
        value={draft.follows}
        onChange={(value) =>
          onChange({ follows: value === 'hearing' ? 'hearing' : 'nothing', followsChosen: true })
        }
      >
        <Group gap="lg" mt={6}>
          <Radio value="hearing" label={later === null ? 'On a day' : 'On one more day'} />
          <Radio value="nothing" label={noneWords(hearing, later)} />
        </Group>
      </Radio.Group>
      {later !== null && (
        <Text size="sm" mt="xs">
          The case is listed on {format.calendarDay(later.day)} already.
        </Text>
      )}
      {draft.follows === 'hearing' && (
        <ListedOn hearing={hearing} draft={draft} proposal={proposal} opened={opened} onChange={onChange} />
      )}
    </div>
  );
}

function noneWords(hearing: Hearing, later: Hearing | null): string {
  if (later !== null) return 'As it is listed';
  return hearing.outcome === '' ? 'No further hearing, or no date yet' : 'None to add';
}

function ListedOn({
  hearing,
  draft,
  proposal,
  opened,
  onChange,
}: Omit<Props, 'follows'> & Pick<WhatFollows, 'proposal'>) {
  const today = useDayOfOffice();
  const facts = useDayFacts(opened ? draft.day : null);
  const { day } = draft;
  const warnings =
    day === null
      ? []
      : dayWarnings(
          {
            day,
            time: draft.time,
            court: hearing.court,
            caseId: hearing.case.id,
            lawyerName: hearing.lawyerName ?? null,
            hearingId: hearing.id,
            today,
            isComing: true,
          },
          facts,
        );
  return (
    <Stack gap="sm" mt="sm">
      <Group grow align="flex-start">
        <DayInput
          label="Day of the next hearing"
          required
          value={day}
          onChange={(value) => onChange({ day: value })}
        />
        <TimeInput label="Time" value={draft.time} onChange={(time) => onChange({ time })} />
      </Group>
      <div>
        <Text size="sm" c="dimmed">
          {day !== null && `${format.fullDay(day)}. `}
          {day !== null && day === proposal?.day && `${proposal.because} `}
          {facts !== null &&
            (facts.total === 0
              ? 'The office has no other hearing on that day. '
              : `The office has ${format.count(facts.total, 'hearing', 'hearings')} on that day. `)}
          Causebook does not know the holidays of the court.
        </Text>
        <DayWarnings warnings={warnings} />
      </div>
      <Group grow align="flex-start">
        <TextInput
          label="Purpose"
          maxLength={500}
          value={draft.purpose}
          onChange={(event) => onChange({ purpose: event.currentTarget.value })}
        />
        <TextInput
          label="Court hall, room or item"
          maxLength={500}
          value={draft.room}
          onChange={(event) => onChange({ room: event.currentTarget.value })}
        />
      </Group>
    </Stack>
  );
}
