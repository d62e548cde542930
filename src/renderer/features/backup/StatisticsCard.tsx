/** The backups in figures. */
import type { BackupStatistics } from '@causebook/contracts';
import { Card } from '../../components/Card.tsx';
import { Facts, type Fact } from '../../components/Facts.tsx';
import { format } from '../../format.ts';
import { useBackups } from '../../stores/backups-store.ts';

const dateOrNone = (instant: string | null): string =>
  instant === null ? 'None yet' : format.dateTime(instant);

function factsOf(statistics: BackupStatistics): readonly Fact[] {
  const { manualBackups, scheduledBackups, missingFiles, failedRuns, freeBytes } = statistics;
  return [
    { label: 'Backups', value: format.integer(statistics.totalBackups) },
    { label: 'Made by hand', value: format.integer(manualBackups) },
    { label: 'Made by the schedule', value: format.integer(scheduledBackups) },
    { label: 'Total size', value: format.bytes(statistics.totalSize) },
    { label: 'Average size', value: format.bytes(statistics.averageSize) },
    { label: 'Oldest', value: dateOrNone(statistics.oldestBackup) },
    { label: 'Newest', value: dateOrNone(statistics.newestBackup) },
    ...proofFacts(statistics),
    { label: 'Free on the disk', value: freeBytes === null ? 'Not known' : format.bytes(freeBytes) },
    ...(missingFiles > 0 ? [{ label: 'Missing files', value: format.integer(missingFiles) }] : []),
    ...(failedRuns > 0 ? [{ label: 'Failed backups', value: format.integer(failedRuns) }] : []),
  ];
}

function proofFacts(statistics: BackupStatistics): readonly Fact[] {
  const { provenBackups, verifiedBackups, uncheckedBackups, oldestProof } = statistics;
  const some = (label: string, count: number): Fact[] =>
    count > 0 ? [{ label, value: format.integer(count) }] : [];
  return [
    { label: 'Proven restorable', value: format.integer(provenBackups) },
    ...some('Verified, never proven', verifiedBackups),
    ...some('Not verified', uncheckedBackups),
    ...some('Damaged', statistics.damagedBackups),
    ...some('Need a file that is missing or bad', statistics.lackingBackups),
    { label: 'Oldest proof', value: dateOrNone(oldestProof) },
  ];
}

export function StatisticsCard() {
  const statistics = useBackups((state) => state.statistics);
  if (statistics === null) return null;
  return (
    <Card title="Statistics">
      <Facts layout="columns" facts={factsOf(statistics)} />
    </Card>
  );
}
