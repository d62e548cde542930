/** Chooses the hearing of a case at which something was made. */
import { Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import { invoke } from '../../bridge.ts';
import { format } from '../../format.ts';

/** A hearing as a choice names it. */
export interface HearingChoice {
  readonly id: string;
  readonly day: string;
  readonly purpose?: string;
}

interface Props {
  readonly caseId: string;
  readonly value: HearingChoice | null;
  readonly onChange: (choice: HearingChoice | null) => void;
}

export function HearingInput({ caseId, value, onChange }: Props) {
  const [hearings, setHearings] = useState<readonly HearingChoice[]>([]);

  useEffect(() => {
    let isShown = true;
    void invoke('hearings:ofCase', { caseId }).then((result) => {
      if (isShown && result.success) setHearings(result.hearings);
    });
    return () => {
      isShown = false;
    };
  }, [caseId]);

  const choices =
    value !== null && !hearings.some(({ id }) => id === value.id) ? [value, ...hearings] : hearings;
  return (
    <Select
      label="Made at the hearing of"
      placeholder="No hearing"
      clearable
      searchable
      nothingFoundMessage="No hearing of this case has these words."
      data={choices.map(({ id, day, purpose }) => ({
        value: id,
        label: [format.calendarDay(day), purpose].filter(Boolean).join(' – '),
      }))}
      value={value?.id ?? null}
      onChange={(id) => onChange(choices.find((choice) => choice.id === id) ?? null)}
    />
  );
}
