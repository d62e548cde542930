/** The imports made so far: what came of each, and the way to take one back. */
import type { ImportReport } from '@causebook/contracts';
import { Button, Group, Modal, Text } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { Cell, DataTable, Row, type Column } from '../../components/DataTable.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { NotForClerks } from '../../components/NotForClerks.tsx';
import { Tag } from '../../components/Tag.tsx';
import { useTarget } from '../../components/use-target.ts';
import { format } from '../../format.ts';
import { refreshImports, undoImport } from '../../stores/import-actions.ts';
import { useImport } from '../../stores/import-store.ts';
import { reportInWords } from './import-words.ts';
import { ReportView } from './ReportView.tsx';
import classes from './import.module.css';

const columns: readonly Column[] = [
  { label: 'Import', width: '40%' },
  { label: 'What came of it', width: '32%' },
  { label: 'Actions', hidden: true },
];

interface RowProps {
  readonly report: ImportReport;
  readonly onShow: (report: ImportReport) => void;
}

function ImportEntry({ report, onShow }: RowProps) {
  const busy = useImport((state) => state.undoing !== null || state.running);
  const { fileName, importedAt, importedBy, undoneAt } = report;
  return (
    <Row>
      <Cell header>
        <Text size="sm" fw={600} className={classes.wrap}>
          {fileName}
        </Text>
        <Text size="xs" c="dimmed">
          {format.dateTime(importedAt)}
          {importedBy && ` by ${importedBy}`}
        </Text>
        {undoneAt !== null && <Tag tone="neutral">Taken back on {format.dateTime(undoneAt)}</Tag>}
      </Cell>
      <Cell label="What came of it">{reportInWords(report)}</Cell>
      <Cell>
        <Group gap={6} justify="flex-end">
          <Button
            size="xs"
            variant="default"
            aria-label={`Report of ${fileName}`}
            onClick={() => onShow(report)}
          >
            Report
          </Button>
          {undoneAt === null && (
            <NotForClerks>
              <Button
                size="xs"
                variant="default"
                aria-label={`Undo… ${fileName}`}
                disabled={busy}
                onClick={() => void undoImport(report)}
              >
                Undo…
              </Button>
            </NotForClerks>
          )}
        </Group>
      </Cell>
    </Row>
  );
}

function Content() {
  const imports = useImport((state) => state.imports);
  const loaded = useImport((state) => state.importsLoaded);
  const failure = useImport((state) => state.importsFailure);
  const shown = useTarget<ImportReport>();
  if (failure) return <FailureNotice failure={failure} onRetry={() => void refreshImports()} />;
  if (!loaded) return <Text c="dimmed">Looking for imports…</Text>;
  if (imports.length === 0) return <Text c="dimmed">Nothing has been imported yet.</Text>;
  return (
    <>
      <DataTable label="Earlier imports" columns={columns}>
        {imports.map((report) => (
          <ImportEntry key={report.importId} report={report} onShow={shown.open} />
        ))}
      </DataTable>
      <Modal
        opened={shown.opened}
        onClose={shown.close}
        title={`Import of ${shown.target?.fileName ?? ''}`}
        size="xl"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {shown.target && <ReportView report={shown.target} />}
      </Modal>
    </>
  );
}

export function EarlierImports() {
  return (
    <Card title="Earlier imports">
      <Content />
    </Card>
  );
}
