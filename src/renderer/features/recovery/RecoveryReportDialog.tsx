/** After a salvage: exactly what was read and what was not, by name as far as it is known. */
import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import type { RepairResult } from '@causebook/contracts';
import { useEffect } from 'react';
import { format } from '../../format.ts';
import { closeReport, readReport } from '../../stores/recovery-actions.ts';
import { useRecovery } from '../../stores/recovery-store.ts';
import { countsInWords } from '../../words.ts';
import { missingInWords, readInWords } from './recovery-words.ts';
import classes from './recovery.module.css';

interface NamesProps {
  readonly title: string;
  readonly names: readonly string[];
  readonly total: number;
}

function Names({ title, names, total }: NamesProps) {
  if (total === 0) return null;
  return (
    <section>
      <Title order={3} mb={4}>
        {title}
      </Title>
      <ul className={classes.named} tabIndex={0} aria-label={title}>
        {names.map((name, place) => (
          // Two entries can read the same, and the list never changes.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={place}>{name}</li>
        ))}
      </ul>
      {total > names.length && (
        <Text size="sm" c="dimmed">
          And {format.integer(total - names.length)} more.
        </Text>
      )}
    </section>
  );
}

function Report({ result }: { readonly result: RepairResult }) {
  const { report, counts, errors, setAsideIn } = result;
  return (
    <Stack gap="md">
      <Text size="sm">Your practice is open: {countsInWords(counts)}.</Text>
      {report && (
        <>
          <Text size="sm">
            {readInWords(report, 'were read')} {missingInWords(report)} There may have been more of which
            nothing is known.
          </Text>
          <Names
            title="Could not be read"
            names={report.lost.map(({ label }) => label)}
            total={report.missing}
          />
          <Names
            title="Documents whose file is not there"
            names={report.documentsAbsent.names}
            total={report.documentsAbsent.count}
          />
          {report.documentsUnreferenced.count > 0 && (
            <Text size="sm">
              {format.count(report.documentsUnreferenced.count, 'file', 'files')} (
              {format.bytes(report.documentsUnreferenced.bytes)}) in the store of documents are named by no
              entry. They are kept as long as the damaged state is.
            </Text>
          )}
        </>
      )}
      {errors.map((error) => (
        <Text key={error} size="sm">
          {error}
        </Text>
      ))}
      {setAsideIn !== null && (
        <Text size="sm">
          What was read and does not fit is kept in <span className={classes.path}>{setAsideIn}</span>
        </Text>
      )}
      <Text size="sm">The damaged state is kept as a restore point.</Text>
      <Group justify="flex-end">
        <Button onClick={closeReport} data-autofocus>
          Close
        </Button>
      </Group>
    </Stack>
  );
}

export function RecoveryReportDialog() {
  const isWanted = useRecovery((state) => state.isReportWanted);
  const result = useRecovery((state) => state.result);
  useEffect(() => {
    if (isWanted) void readReport();
  }, [isWanted]);
  return (
    <Modal
      opened={isWanted && result !== null}
      onClose={closeReport}
      title="What came of it"
      size="lg"
      centered
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {result && <Report result={result} />}
    </Modal>
  );
}
