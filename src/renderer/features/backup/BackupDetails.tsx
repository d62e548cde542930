/** Everything that is known about one backup. */
import { signatureInWords, type BackupEntry } from '@causebook/contracts';
import { Drawer, Group, Stack, Text } from '@mantine/core';
import { CopyButton } from '../../components/CopyButton.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { consolidateBackup } from '../../stores/backups-actions.ts';
import { useBackups } from '../../stores/backups-store.ts';
import { kindFacts } from './kind-facts.tsx';
import { badNeedInWords, problemTitles } from './increment-words.ts';
import { Facts, type Fact } from '../../components/Facts.tsx';
import { Notice } from '../../components/Notice.tsx';
import type { Target } from '../../components/use-target.ts';
import { format } from '../../format.ts';
import { NO_REASONS, reasonsOf, useRetention } from '../../stores/retention-store.ts';
import { compressionWords, contentsInWords, fileStateWords, heldInWords, sourceWords } from '../../words.ts';
import { reasonsInWords } from './retention-words.ts';

function Copyable({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <span>{value}</span>
      <CopyButton value={value} label={label} />
    </Group>
  );
}

/** Why the backup stays; a protected one with since when. */
function keptInWords({ protection }: BackupEntry, reasons: readonly string[]): string {
  const why =
    reasons.length > 0 ? reasonsInWords(reasons) : 'No rule keeps it; it goes when old ones are removed.';
  return protection === null ? why : `${why} Since ${format.dateTime(protection.at)}.`;
}

function factsOf(
  backup: BackupEntry,
  reasons: readonly string[],
  backups: readonly BackupEntry[],
): readonly Fact[] {
  return [
    ...(backup.name ? [{ label: 'Name', value: backup.name }] : []),
    { label: 'Made', value: format.dateTime(backup.createdAt) },
    { label: 'By', value: sourceWords[backup.source] },
    { label: 'Kept because', value: keptInWords(backup, reasons) },
    { label: 'Took', value: backup.durationMs === null ? 'Not known' : format.duration(backup.durationMs) },
    { label: 'Size', value: `${format.bytes(backup.size)} (${format.count(backup.size, 'byte', 'bytes')})` },
    { label: 'Entries', value: heldInWords(backup) },
    ...(backup.includeFiles
      ? [{ label: 'Documents', value: `${format.bytes(backup.counts.bytes)} before compression` }]
      : []),
    { label: 'Contents', value: contentsInWords(backup) },
    ...kindFacts(backup, backups),
    {
      label: 'Compression',
      value: compressionWords[backup.compressionLevel] ?? String(backup.compressionLevel),
    },
    { label: 'Made with', value: `Causebook ${backup.appVersion}` },
    ...(backup.signature ? [{ label: 'Signature', value: signatureInWords(backup.signature) }] : []),
    { label: 'File', value: <Copyable value={backup.filePath} label="Copy the path" /> },
    { label: 'SHA-256', value: <Copyable value={backup.checksum} label="Copy the checksum" /> },
    { label: 'File state', value: fileStateWords[backup.fileState] },
    {
      label: 'Proven restorable',
      value: backup.drill ? (
        <>
          <Text size="sm">{format.dateTime(backup.drill.drilledAt)}</Text>
          <Text size="sm">{backup.drill.message}</Text>
        </>
      ) : (
        'Never yet. “More, Restore on trial” rebuilds the practice from it, apart from yours, and compares every entry; Causebook also does so by itself when nothing else is going on.'
      ),
    },
    {
      label: 'Verified',
      value: backup.verification ? (
        <>
          <Text size="sm">{format.dateTime(backup.verification.verifiedAt)}</Text>
          <Text size="sm">{backup.verification.message}</Text>
        </>
      ) : (
        'Not yet. “More, Check the file” reads the file and compares every part of it with what was written.'
      ),
    },
  ];
}

/** The way out of needing other files. */
function MakeFull({ backup, onDone }: { readonly backup: BackupEntry; readonly onDone: () => void }) {
  const [needed] = backup.increment?.badFiles ?? [];
  return (
    <>
      {needed !== undefined && (
        <Notice tone="danger" title={problemTitles[needed.problem]}>
          {badNeedInWords(needed)}
        </Notice>
      )}
      <Group gap="sm" wrap="nowrap">
        <OperationButton
          variant="default"
          size="xs"
          flex="none"
          unavailable={backup.fileState === 'missing' ? fileStateWords.missing : null}
          onClick={() => {
            onDone();
            void consolidateBackup(backup);
          }}
        >
          Make a full backup of it
        </OperationButton>
        <Text size="sm" c="dimmed">
          Writes a new file with everything of that moment, which needs no other. Your practice is not
          touched.
        </Text>
      </Group>
    </>
  );
}

export function BackupDetails({ target, opened, close }: Target<BackupEntry>) {
  const reasons = useRetention((state) => (target ? reasonsOf(target)(state) : NO_REASONS));
  const backups = useBackups((state) => state.backups);
  return (
    <Drawer
      opened={opened}
      onClose={close}
      position="right"
      size="lg"
      title={target?.fileName ?? ''}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {target && (
        <Stack gap="md">
          {target.fileState !== 'present' && (
            <Notice tone="danger">{fileStateWords[target.fileState]}</Notice>
          )}
          {target.warnings.length > 0 && (
            <Notice tone="attention" title="This backup is not complete.">
              <ul>
                {target.warnings.map((warning) => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            </Notice>
          )}
          {target.increment && <MakeFull backup={target} onDone={close} />}
          <Facts layout="rows" facts={factsOf(target, reasons, backups)} />
        </Stack>
      )}
    </Drawer>
  );
}
