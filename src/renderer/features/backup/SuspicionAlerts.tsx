/** What looks wrong with the backups. It stays until the person says that it is right, or puts it right. */
import type { BackupEntry, Suspicion } from '@causebook/contracts';
import { Button, Group, Text } from '@mantine/core';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { NotForClerks } from '../../components/NotForClerks.tsx';
import { Notice } from '../../components/Notice.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { useTarget } from '../../components/use-target.ts';
import { format } from '../../format.ts';
import { useBackups } from '../../stores/backups-store.ts';
import { goToBackupTab } from '../../stores/navigation-store.ts';
import { previewBackup } from '../../stores/restore-actions.ts';
import { acceptSuspicion } from '../../stores/retention-actions.ts';
import { useRetention } from '../../stores/retention-store.ts';
import { suspicionWords } from './retention-words.ts';

const NONE: readonly Suspicion[] = [];

function keptInWords(lastGood: BackupEntry | undefined): string {
  const kept = 'No old backup is removed until you have looked at this.';
  if (lastGood === undefined) return kept;
  const which = `The last good backup is that of ${format.dateTime(lastGood.createdAt)}`;
  return lastGood.protection === null ? `${kept} ${which}.` : `${kept} ${which}; it is protected.`;
}

interface AlertProps {
  readonly suspicion: Suspicion;
  readonly onAccept: (suspicion: Suspicion) => void;
}

function Alert({ suspicion, onAccept }: AlertProps) {
  const lastGood = useBackups((state) =>
    state.backups.find(({ backupId }) => backupId === suspicion.lastGoodBackupId),
  );
  const { title, accept } = suspicionWords[suspicion.kind];
  return (
    <Notice tone="danger" title={title}>
      {/* What a check of the practice found is the headline right below. */}
      {suspicion.kind !== 'practice' && <p>{suspicion.reason}</p>}
      <p>{keptInWords(lastGood)}</p>
      <NotForClerks>
        <Group gap="xs" mt="xs">
          {suspicion.kind === 'loss' && lastGood && (
            <OperationButton size="xs" onClick={() => void previewBackup(lastGood)}>
              Restore the last good backup…
            </OperationButton>
          )}
          {suspicion.kind === 'practice' && (
            <Button size="xs" onClick={() => goToBackupTab('health')}>
              Show what was found
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => onAccept(suspicion)}>
            {accept}…
          </Button>
        </Group>
      </NotForClerks>
    </Notice>
  );
}

export function SuspicionAlerts() {
  const suspicions = useRetention((state) => state.retention?.suspicions ?? NONE);
  const { target, opened, open, close } = useTarget<Suspicion>();
  const words = target && suspicionWords[target.kind];
  return (
    <>
      {suspicions.map((suspicion) => (
        <Alert key={suspicion.key} suspicion={suspicion} onAccept={open} />
      ))}
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title={words?.question ?? ''}
        confirmLabel={words?.accept ?? ''}
        onConfirm={() => target && void acceptSuspicion(target)}
      >
        <Text size="sm">{target?.reason}</Text>
        <Text size="sm">{words?.consequence}</Text>
        <Text size="sm">Old backups are then removed by the rules again. What is protected stays.</Text>
      </ConfirmDialog>
    </>
  );
}
