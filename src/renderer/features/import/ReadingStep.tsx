/** The second step: how the file is read, as it was found out, and how to correct it. */
import type { ImportPreview, ImportReading } from '@causebook/contracts';
import { Button, NativeSelect, SimpleGrid, Text } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { Cell, DataTable, Row, type Column } from '../../components/DataTable.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { format } from '../../format.ts';
import { goToStep, lookAgain, pickSpreadsheet, readAs } from '../../stores/import-actions.ts';
import { useImport } from '../../stores/import-store.ts';
import { dateOrderExamples, dateOrderWords, delimiterInWords, encodingInWords } from './import-words.ts';
import { StepButtons } from './StepButtons.tsx';
import classes from './import.module.css';

const found = (words: string | undefined): string => (words ? `Automatic: ${words}` : 'Automatic');

interface ChoiceProps {
  readonly reading: ImportReading;
  readonly preview: ImportPreview | null;
}

export function DateOrderChoice({ reading, preview }: ChoiceProps) {
  return (
    <NativeSelect
      label="Dates"
      description="Which comes first, the day or the month"
      value={reading.dateOrder}
      onChange={(event) => readAs({ dateOrder: event.currentTarget.value as ImportReading['dateOrder'] })}
      data={[
        {
          value: 'auto',
          label: found(
            reading.dateOrder === 'auto' && preview ? dateOrderWords[preview.reading.dateOrder] : undefined,
          ),
        },
        { value: 'day-first', label: dateOrderExamples['day-first'] },
        { value: 'month-first', label: dateOrderExamples['month-first'] },
      ]}
    />
  );
}

function TextChoices({ reading, preview }: ChoiceProps) {
  const now = preview?.reading;
  return (
    <>
      <NativeSelect
        label="Characters"
        description="If names look wrong, choose the other"
        value={reading.encoding}
        onChange={(event) => readAs({ encoding: event.currentTarget.value as ImportReading['encoding'] })}
        data={[
          {
            value: 'auto',
            label: found(reading.encoding === 'auto' && now ? encodingInWords(now.encoding) : undefined),
          },
          { value: 'utf-8', label: encodingInWords('utf-8') },
          { value: 'windows-1252', label: 'Windows (Western European)' },
        ]}
      />
      <NativeSelect
        label="Columns are separated by"
        description="If everything stands in one column, choose another"
        value={reading.delimiter}
        onChange={(event) => readAs({ delimiter: event.currentTarget.value as ImportReading['delimiter'] })}
        data={[
          {
            value: 'auto',
            label: found(reading.delimiter === 'auto' && now ? delimiterInWords(now.delimiter) : undefined),
          },
          ...[',', ';', '\t'].map((value) => ({ value, label: delimiterInWords(value) })),
        ]}
      />
    </>
  );
}

function SheetChoice({ preview }: { readonly preview: ImportPreview }) {
  return (
    <NativeSelect
      label="Sheet"
      description="The sheet of the workbook that holds the cases"
      value={preview.reading.sheet ?? ''}
      onChange={(event) => readAs({ sheet: event.currentTarget.value })}
      data={preview.sheets}
    />
  );
}

const columns: readonly Column[] = [{ label: 'Column', width: '34%' }, { label: 'What stands in it first' }];

function FoundColumns({ preview }: { readonly preview: ImportPreview }) {
  return (
    <>
      <Text size="sm" mt="lg" mb="xs">
        {format.count(preview.rows, 'line', 'lines')} below the names of the columns, which stand in line{' '}
        {format.integer(preview.headerLine)}. The file has{' '}
        {format.count(preview.columns.length, 'column', 'columns')}:
      </Text>
      <div className={classes.tall} role="group" aria-label="Columns of the file" tabIndex={0}>
        <DataTable label="Columns of the file" columns={columns}>
          {preview.columns.map(({ name, examples }) => (
            <Row key={name}>
              <Cell header>
                <Text size="sm" fw={600} className={classes.wrap}>
                  {name}
                </Text>
              </Cell>
              <Cell label="What stands in it first">
                {examples.length === 0 ? (
                  <Text size="sm" c="dimmed">
                    nothing
                  </Text>
                ) : (
                  <Text size="sm" className={classes.wrap}>
                    {examples.join(' · ')}
                  </Text>
                )}
              </Cell>
            </Row>
          ))}
        </DataTable>
      </div>
    </>
  );
}

export function ReadingStep() {
  const file = useImport((state) => state.file);
  const reading = useImport((state) => state.reading);
  const preview = useImport((state) => state.preview);
  const failure = useImport((state) => state.failure);
  const previewing = useImport((state) => state.previewing);
  const isWorkbook = preview?.format === 'xlsx';
  return (
    <Card title="How it is read" description={file?.fileName ?? ''}>
      {failure && (
        <FailureNotice failure={failure} onRetry={lookAgain}>
          <Button size="xs" variant="default" onClick={() => void pickSpreadsheet()}>
            Choose another file…
          </Button>
        </FailureNotice>
      )}
      {(preview || failure) && (
        <SimpleGrid cols={{ base: 1, md: isWorkbook ? 2 : 3 }} mt={failure ? 'md' : 0}>
          {isWorkbook && preview ? (
            <SheetChoice preview={preview} />
          ) : (
            <TextChoices reading={reading} preview={preview} />
          )}
          <DateOrderChoice reading={reading} preview={preview} />
        </SimpleGrid>
      )}
      <Text size="sm" c="dimmed" role="status" mt={previewing ? 'md' : 0}>
        {previewing ? 'Reading the file…' : ''}
      </Text>
      {preview && !failure && <FoundColumns preview={preview} />}
      <StepButtons back="file">
        <Button disabled={preview === null || failure !== null} onClick={() => goToStep('columns')}>
          Continue
        </Button>
      </StepButtons>
    </Card>
  );
}
