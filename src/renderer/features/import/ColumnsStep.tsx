/** The third step: which column fills which field, and which are left behind. */
import type { ImportField, ImportPreview } from '@causebook/contracts';
import { Button, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { Card } from '../../components/Card.tsx';
import { Notice } from '../../components/Notice.tsx';
import { format } from '../../format.ts';
import { fillField, goToStep } from '../../stores/import-actions.ts';
import { useImport } from '../../stores/import-store.ts';
import { fieldGroups, fieldHints, fieldWords } from './import-words.ts';
import { StepButtons } from './StepButtons.tsx';
import classes from './import.module.css';

const NONE = '';
const SHORT = 60;

const short = (text: string): string => (text.length > SHORT ? `${text.slice(0, SHORT - 1)}…` : text);

interface FieldProps {
  readonly field: ImportField;
  readonly preview: ImportPreview;
}

function FieldChoice({ field, preview }: FieldProps) {
  const column = useImport((state) => state.mapping[field]);
  const examples = column === undefined ? [] : (preview.columns[column]?.examples ?? []);
  const examplesId = useId();
  return (
    <div className={classes.field} data-filled={column !== undefined}>
      <NativeSelect
        label={fieldWords[field]}
        description={fieldHints[field]}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        aria-describedby={examplesId}
        value={column === undefined ? NONE : String(column)}
        onChange={({ currentTarget: { value } }) => fillField(field, value === NONE ? null : Number(value))}
        data={[
          { value: NONE, label: 'Not in this file' },
          ...preview.columns.map(({ name }, index) => ({ value: String(index), label: name })),
        ]}
      />
      <Text id={examplesId} size="xs" c="dimmed" className={classes.examples}>
        {examples.length > 0 ? `For example ${examples.slice(0, 2).map(short).join(' · ')}` : ''}
      </Text>
    </div>
  );
}

function LeftBehind({ preview }: { readonly preview: ImportPreview }) {
  const mapping = useImport((state) => state.mapping);
  const used = new Set(Object.values(mapping));
  const left = preview.columns.filter((_, index) => !used.has(index));
  if (left.length === 0) return <Text size="sm">Every column of the file is imported.</Text>;
  return (
    <details className={classes.details}>
      <summary>{format.count(left.length, 'column is', 'columns are')} not imported</summary>
      <ul className={classes.leftBehind}>
        {left.map(({ name, examples }) => (
          <li key={name}>
            {name}
            {examples[0] !== undefined && <span className={classes.quiet}> – for example {examples[0]}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

export function ColumnsStep() {
  const preview = useImport((state) => state.preview);
  if (preview === null) return null;
  return (
    <Card
      title="Columns"
      description="Say which column of the file fills which field. What cannot be filled may stay empty."
    >
      <Stack gap="lg">
        {preview.isRemembered && (
          <Notice tone="info">This is as you did it for the last file with these columns.</Notice>
        )}
        {fieldGroups.map(({ title, fields }) => (
          <section key={title} aria-label={title}>
            <Title order={3} mb="xs">
              {title}
            </Title>
            <div className={classes.fields}>
              {fields.map((field) => (
                <FieldChoice key={field} field={field} preview={preview} />
              ))}
            </div>
          </section>
        ))}
        <LeftBehind preview={preview} />
      </Stack>
      <StepButtons back="reading">
        <Button onClick={() => goToStep('check')}>Continue</Button>
      </StepButtons>
    </Card>
  );
}
