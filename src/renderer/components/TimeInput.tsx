/** A time of the wall clock. */
import { TextInput, type TextInputProps } from '@mantine/core';

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'type'> {
  /** `HH:MM`, or null for none. */
  readonly value: string | null;
  readonly onChange: (time: string | null) => void;
}

export function TimeInput({ value, onChange, ...rest }: Props) {
  return (
    <TextInput
      {...rest}
      type="time"
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  );
}
