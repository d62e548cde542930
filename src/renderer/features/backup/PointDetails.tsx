/** Everything that is known about one restore point, and what going back to it would change. */
import type { RestorePointDetails } from '@causebook/contracts';
import { Drawer, Stack, Text, Title } from '@mantine/core';
import { Facts, type Fact } from '../../components/Facts.tsx';
import { Notice } from '../../components/Notice.tsx';
import { format } from '../../format.ts';
import { closePointDetails } from '../../stores/restore-points-actions.ts';
import { useBackups } from '../../stores/backups-store.ts';
import { useClock } from '../../stores/clock-store.ts';
import { useRestorePoints } from '../../stores/restore-points-store.ts';
import { countsInWords } from '../../words.ts';
import { ChangeTable } from './ChangeTable.tsx';
import { NamedChanges } from './NamedChanges.tsx';
import { OperationView } from './OperationView.tsx';
import { expiryInWords, originOfPoint, titleOf, whenOf } from './point-words.ts';
import { sumUp } from './preview-words.ts';

function useFacts({
  point,
  sharedDocuments,
  ownDocuments,
  freedBytes,
}: RestorePointDetails): readonly Fact[] {
  const now = useClock((state) => state.now);
  const backup = useBackups((state) => state.backups.find(({ backupId }) => backupId === point.backupId));
  // Several documents can be the same file, which is kept once.
  const files = (count: number): string => format.count(count, 'file', 'files');
  return [
    { label: 'Shows', value: `The practice as it was on ${format.dateTime(whenOf(point))}` },
    ...(point.reason === 'kept' && !point.isAutomatic ? [] : [{ label: 'Why', value: point.label }]),
    { label: 'Made', value: originOfPoint(point) },
    ...(point.backupId === null
      ? []
      : [
          {
            label: 'Backup',
            value: backup?.fileName ?? 'The backup that it came from is not in the list any more.',
          },
        ]),
    { label: 'Expiry', value: expiryInWords(point, now) },
    { label: 'Entries', value: point.counts ? countsInWords(point.counts) : 'What it holds is not known.' },
    {
      label: 'Files of documents',
      value: `Shares ${sharedDocuments === 0 ? 'none' : files(sharedDocuments)} with other states${ownDocuments > 0 ? `; ${files(ownDocuments)} in no other state` : ''}.`,
    },
    { label: 'Deleting it', value: `Frees ${format.bytes(freedBytes)}.` },
  ];
}

function Comparison({ comparison }: Pick<RestorePointDetails, 'comparison'>) {
  if (comparison === null) {
    return (
      <Notice tone="attention">
        The present practice cannot be read, so nothing can be compared. It is kept as it is.
      </Notice>
    );
  }
  const nothing = 'Nothing would change: the practice is already as it is in this state.';
  const sentences = sumUp(comparison.changes);
  return (
    <>
      <section aria-labelledby="what-would-change">
        <Title order={3} id="what-would-change" mb={4}>
          What going back would change
        </Title>
        {sentences.map((sentence) => (
          <Text key={sentence} size="sm">
            {sentence.startsWith('Nothing') ? nothing : sentence}
          </Text>
        ))}
        <ChangeTable changes={comparison.changes} />
      </section>
      <NamedChanges preview={comparison} />
    </>
  );
}

function Details({ details }: { readonly details: RestorePointDetails }) {
  return (
    <Stack gap="md">
      <Facts layout="rows" facts={useFacts(details)} />
      <Comparison comparison={details.comparison} />
    </Stack>
  );
}

export function PointDetails() {
  const looking = useRestorePoints((state) => state.looking);
  return (
    <Drawer
      opened={looking !== null}
      onClose={closePointDetails}
      position="right"
      size="xl"
      title={looking ? titleOf(looking.point) : ''}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {looking?.details && <Details details={looking.details} />}
      {looking && !looking.details && <OperationView />}
    </Drawer>
  );
}
