/** The fifth step: the import as it runs, and what came of it. */
import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { NotForClerks } from '../../components/NotForClerks.tsx';
import type { ImportReport } from '@causebook/contracts';
import { format } from '../../format.ts';
import { cancelImport, startOver, undoImport } from '../../stores/import-actions.ts';
import { useImport } from '../../stores/import-store.ts';
import { goTo } from '../../stores/navigation-store.ts';
import { ReportView } from './ReportView.tsx';

function Running() {
  const progress = useImport((state) => state.progress);
  const percent = progress && progress.total > 0 ? (progress.done / progress.total) * 100 : 0;
  return (
    <Card title="Importing" description="You can go on working. Either everything is imported, or nothing.">
      <Progress value={percent} animated={progress === null} aria-label="Import" />
      <Group justify="space-between" mt="sm">
        <Text size="sm" role="status">
          {progress
            ? `${format.integer(progress.done)} of ${format.count(progress.total, 'line', 'lines')}`
            : 'Reading the file…'}
        </Text>
        <Button variant="default" onClick={() => void cancelImport()}>
          Cancel
        </Button>
      </Group>
    </Card>
  );
}

function Done({ report }: { readonly report: ImportReport }) {
  const undoing = useImport((state) => state.undoing);
  const isUndone = report.undoneAt !== null;
  return (
    <Card title={isUndone ? 'The import was taken back' : 'Imported'} description={report.fileName}>
      <Stack gap="lg">
        <ReportView report={report} />
        <Group justify="space-between" gap="sm">
          {isUndone ? (
            <span />
          ) : (
            <NotForClerks>
              <Button
                variant="default"
                loading={undoing === report.importId}
                onClick={() => void undoImport(report)}
              >
                Undo this import…
              </Button>
            </NotForClerks>
          )}
          <Group gap="sm">
            <Button variant="default" onClick={startOver}>
              Import another file
            </Button>
            {!isUndone && <Button onClick={() => goTo('cases')}>Show the cases</Button>}
          </Group>
        </Group>
      </Stack>
    </Card>
  );
}

export function RunStep() {
  const report = useImport((state) => state.report);
  return report === null ? <Running /> : <Done report={report} />;
}
