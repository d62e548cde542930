/** What came of an import: its numbers, and what there is to say about single lines. */
import type { ImportReport } from '@causebook/contracts';
import { Group, Stack, Text } from '@mantine/core';
import { CopyButton } from '../../components/CopyButton.tsx';
import { format } from '../../format.ts';
import { Part } from './CheckPart.tsx';
import { reportAsText } from './import-words.ts';
import { LineNotes } from './LineNotes.tsx';
import classes from './import.module.css';

export function ReportView({ report }: { readonly report: ImportReport }) {
  const { rows, cases, hearings, orders, skippedDuplicates, refusedTotal, warningsTotal } = report;
  const facts = [
    { label: 'Lines in the file', value: rows },
    { label: 'Cases', value: cases },
    { label: 'Hearings', value: hearings },
    { label: 'Orders', value: orders },
    { label: 'Left out, number known', value: skippedDuplicates },
    { label: 'Not imported', value: refusedTotal },
  ];
  return (
    <Stack gap="lg">
      <dl className={classes.counts}>
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{format.integer(value)}</dd>
          </div>
        ))}
      </dl>
      {refusedTotal > 0 && (
        <Part title="Lines that were not imported">
          <LineNotes
            says="Reason"
            title="Lines that were not imported"
            notes={report.refused}
            total={refusedTotal}
          />
        </Part>
      )}
      {warningsTotal > 0 && (
        <Part title="Imported with a remark">
          <LineNotes
            says="Remark"
            title="Imported with a remark"
            notes={report.warnings}
            total={warningsTotal}
          />
        </Part>
      )}
      <Group gap="xs">
        <CopyButton value={reportAsText(report)} label="Copy the report" />
        <Text size="sm" c="dimmed">
          Copy the report, to paste it into a letter or a file.
        </Text>
      </Group>
    </Stack>
  );
}
