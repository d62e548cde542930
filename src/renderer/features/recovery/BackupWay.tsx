/** The newest backup that was proven, with the entries that were made after it or without them. */
import { Group } from '@mantine/core';
import { OperationButton } from '../../components/OperationButton.tsx';
import { format } from '../../format.ts';
import { useClock } from '../../stores/clock-store.ts';
import { compareWith } from '../../stores/recovery-actions.ts';
import { useRecovery } from '../../stores/recovery-store.ts';
import { previewBackup } from '../../stores/restore-actions.ts';
import { countsInWords } from '../../words.ts';
import { proofWords } from './recovery-words.ts';
import { Way } from './Way.tsx';

export function BackupWay() {
  const now = useClock((state) => state.now);
  const options = useRecovery((state) => state.options);
  const canRead = useRecovery((state) => (state.examination?.report.read ?? 0) > 0);
  if (options === null) return null;
  const [backup] = options.backups;
  if (backup === undefined) {
    return (
      <Way
        title="Restore a backup"
        facts={[
          'There is no backup in the list that can be reached now. Connect the disk that holds your backups.',
        ]}
      >
        {null}
      </Way>
    );
  }
  const { createdAt, proof, hasDocuments, counts } = backup;
  return (
    <Way
      title="Restore the newest backup"
      facts={[
        `From ${format.dateTime(createdAt)}, ${format.ago(createdAt, now)}: ${countsInWords(counts)}.`,
        proofWords[proof],
        hasDocuments ? '' : 'It holds no documents. Those on this computer are used.',
        'What was entered after it is missing in it, and can be brought along as far as it can be read.',
      ]}
    >
      <Group gap="xs">
        <OperationButton
          unavailable={canRead ? null : 'Nothing of the damaged practice can be read.'}
          onClick={() => void compareWith(backup.backupId)}
        >
          Look for newer entries…
        </OperationButton>
        <OperationButton variant="light" onClick={() => void previewBackup(backup)}>
          Restore without them…
        </OperationButton>
      </Group>
    </Way>
  );
}
