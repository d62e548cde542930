/** The fourth step: what would be imported, what would not, and what is known already. Nothing is written yet. */
import type { ImportPreview } from '@causebook/contracts';
import { Button, Stack, Text } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { format } from '../../format.ts';
import { lookAgain, runImport } from '../../stores/import-actions.ts';
import { linesToImport, useImport } from '../../stores/import-store.ts';
import { Part } from './CheckPart.tsx';
import { DuplicateLines } from './DuplicateLines.tsx';
import { ExampleCases } from './ExampleCases.tsx';
import { LineNotes } from './LineNotes.tsx';
import { DateOrderChoice } from './ReadingStep.tsx';
import { StepButtons } from './StepButtons.tsx';
import classes from './import.module.css';

function Problem({ preview }: { readonly preview: ImportPreview }) {
  const reading = useImport((state) => state.reading);
  if (preview.problem === null) return null;
  return (
    <Notice tone="attention" title="Something is missing before this can be imported.">
      <Text size="sm">{preview.problem}</Text>
      {preview.reading.dateOrder === 'unclear' && (
        <div className={classes.inNotice}>
          <DateOrderChoice reading={reading} preview={preview} />
        </div>
      )}
    </Notice>
  );
}

function Counts({ preview }: { readonly preview: ImportPreview }) {
  const { rows, refusedTotal, duplicatesTotal } = preview;
  const facts = [
    { label: 'Lines in the file', value: rows },
    { label: 'Cannot be imported', value: refusedTotal },
    { label: 'Case number is known', value: duplicatesTotal },
  ];
  return (
    <dl className={classes.counts}>
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{format.integer(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Findings({ preview }: { readonly preview: ImportPreview }) {
  const { refused, refusedTotal, warnings, warningsTotal, problem } = preview;
  // Until that is answered every line would be called wrong.
  if (problem !== null) return <Problem preview={preview} />;
  return (
    <Stack gap="xl">
      <Counts preview={preview} />
      {preview.duplicatesTotal > 0 && <DuplicateLines preview={preview} />}
      {refusedTotal > 0 && (
        <Part
          title="Lines that cannot be imported"
          about="Everything else can be imported. Mend these lines in the file and import it again later: the cases that are there by then are recognised by their number."
        >
          <LineNotes
            says="Reason"
            title="Lines that cannot be imported"
            notes={refused}
            total={refusedTotal}
          />
        </Part>
      )}
      {warningsTotal > 0 && (
        <Part title="Imported with a remark">
          <LineNotes says="Remark" title="Imported with a remark" notes={warnings} total={warningsTotal} />
        </Part>
      )}
      <Part title="The first lines as cases" about="This is how they will stand in the practice.">
        <ExampleCases examples={preview.examples} />
      </Part>
    </Stack>
  );
}

function ImportButton({ preview }: { readonly preview: ImportPreview }) {
  const choice = useImport((state) => state.duplicates);
  const failure = useImport((state) => state.failure);
  const previewing = useImport((state) => state.previewing);
  const lines = linesToImport(preview, choice);
  const isReady = preview.problem === null && failure === null && !previewing && lines > 0;
  return (
    <Button disabled={!isReady} onClick={() => void runImport()}>
      {lines > 0 ? `Import ${format.count(lines, 'case', 'cases')}` : 'Nothing to import'}
    </Button>
  );
}

export function CheckStep() {
  const preview = useImport((state) => state.preview);
  const failure = useImport((state) => state.failure);
  const previewing = useImport((state) => state.previewing);
  if (preview === null) return null;
  return (
    <Card title="Check" description="Nothing has been imported yet.">
      <Text size="sm" c="dimmed" role="status">
        {previewing ? 'Reading the file…' : ''}
      </Text>
      {failure && <FailureNotice failure={failure} onRetry={lookAgain} />}
      {!failure && !previewing && <Findings preview={preview} />}
      <StepButtons back="columns">
        <ImportButton preview={preview} />
      </StepButtons>
    </Card>
  );
}
