/** The ways that need no backup: new indexes where every entry can be read, else whatever can be read. */
import { Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { repairBy } from '../../stores/recovery-actions.ts';
import { useRecovery } from '../../stores/recovery-store.ts';
import { countsInWords } from '../../words.ts';
import { missingInWords, readInWords } from './recovery-words.ts';
import { Way } from './Way.tsx';

const KEPT = 'The damaged state is kept as it is, as a restore point.';

export function ReindexWay() {
  const examination = useRecovery((state) => state.examination);
  if (examination === null) return null;
  return (
    <Way
      title="Repair"
      facts={[`Every entry is kept: ${countsInWords(examination.counts)}.`, `Nothing is lost. ${KEPT}`]}
    >
      <OperationButton onClick={() => void repairBy('reindex')}>Repair</OperationButton>
    </Way>
  );
}

export function SalvageWay() {
  const report = useRecovery((state) => state.examination?.report ?? null);
  const counts = useRecovery((state) => state.examination?.counts ?? null);
  const [opened, dialog] = useDisclosure(false);
  if (report === null || counts === null) return null;
  const isNothing = report.read === 0;
  const nameOnly =
    report.placeholders > 0
      ? `Cases that cannot be read and have hearings or documents stay by name only: ${report.placeholders}.`
      : '';
  return (
    <Way
      title="Read what can still be read"
      facts={[
        readInWords(report),
        isNothing ? '' : `That would be: ${countsInWords(counts)}.`,
        missingInWords(report),
        nameOnly,
        'Entries of which nothing is known any more may be missing, too. No text is checked against a backup.',
      ]}
    >
      <OperationButton
        variant="light"
        unavailable={isNothing ? 'There is nothing that can be read.' : null}
        onClick={dialog.open}
      >
        Go on with what can be read…
      </OperationButton>
      <ConfirmDialog
        opened={opened}
        onClose={dialog.close}
        title="Go on with what can be read?"
        confirmLabel="Go on with what can be read"
        onConfirm={() => void repairBy('salvage')}
      >
        <Text size="sm">{readInWords(report)}</Text>
        <Text size="sm">{missingInWords(report)}</Text>
        <Text size="sm">
          {KEPT} You get a list of what could not be read. Compare the next days’ hearings with your papers.
        </Text>
      </ConfirmDialog>
    </Way>
  );
}
