/** What happened at a hearing: one of the usual outcomes at a click, or the office's own words. */
import { usualOutcomes } from '@causebook/contracts';
import { Stack, TextInput, type TextInputProps } from '@mantine/core';
import classes from './hearings.module.css';

interface Props extends Omit<TextInputProps, 'value' | 'onChange'> {
  readonly value: string;
  readonly onChange: (outcome: string) => void;
}

export function OutcomeInput({ value, onChange, ...rest }: Props) {
  return (
    <Stack gap="xs">
      <TextInput
        label="Outcome"
        placeholder="Choose one below, or use your own words"
        maxLength={500}
        {...rest}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div role="group" aria-label="Usual outcomes" className={classes.outcomes}>
        {usualOutcomes.map((outcome) => (
          <button
            key={outcome}
            type="button"
            className={classes.outcome}
            aria-pressed={value === outcome}
            onClick={() => onChange(outcome)}
          >
            {outcome}
          </button>
        ))}
      </div>
    </Stack>
  );
}
