/** A day, typed or picked; the browser shows it in the order that the person's region uses. */
import { TextInput, type TextInputProps } from '@mantine/core';

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'type'> {
  /** `YYYY-MM-DD`, or null for none. */
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
}

export function DayInput({ value, onChange, ...rest }: Props) {
  return (
    <TextInput
      {...rest}
      type="date"
      min="1900-01-01"
      max="2199-12-31"
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  );
}
