/** Settings > Backup: how safe the practice is, and everything that can be done about it. */
import { Tabs } from '@mantine/core';
import { Page } from '../../components/Page.tsx';
import { goToBackupTab, useNavigation, type BackupTab } from '../../stores/navigation-store.ts';
import { BackupList } from './BackupList.tsx';
import { DropZone } from './DropZone.tsx';
import { HealthCard } from './HealthCard.tsx';
import { HistoryCard } from './HistoryCard.tsx';
import { ProgressPanel } from './ProgressPanel.tsx';
import { RestorePoints } from './RestorePoints.tsx';
import { RetentionCard } from './RetentionCard.tsx';
import { SafetyCard } from './SafetyCard.tsx';
import { ScheduleCard } from './ScheduleCard.tsx';
import { StatisticsCard } from './StatisticsCard.tsx';
import { SuspicionAlerts } from './SuspicionAlerts.tsx';
import classes from './backup.module.css';

const tabs: readonly { readonly tab: BackupTab; readonly label: string }[] = [
  { tab: 'backups', label: 'Backups' },
  { tab: 'health', label: 'Health' },
  { tab: 'restore-points', label: 'Restore points' },
  { tab: 'schedule', label: 'Schedule' },
  { tab: 'retention', label: 'What is kept' },
  { tab: 'history', label: 'History' },
];

const isTab = (value: string | null): value is BackupTab => tabs.some(({ tab }) => tab === value);

export function BackupSettings() {
  const current = useNavigation((state) => state.backupTab);
  return (
    <Page title="Backup" above="Settings">
      <DropZone />
      <SuspicionAlerts />
      <SafetyCard />
      <Tabs keepMounted={false} value={current} onChange={(value) => isTab(value) && goToBackupTab(value)}>
        <Tabs.List aria-label="Backup" mb="md">
          {tabs.map(({ tab, label }) => (
            <Tabs.Tab key={tab} value={tab}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="backups" className={classes.panel}>
          <BackupList />
          <StatisticsCard />
        </Tabs.Panel>
        <Tabs.Panel value="health" className={classes.panel}>
          <HealthCard />
        </Tabs.Panel>
        <Tabs.Panel value="restore-points" className={classes.panel}>
          <RestorePoints />
        </Tabs.Panel>
        <Tabs.Panel value="schedule" className={classes.panel}>
          <ScheduleCard />
        </Tabs.Panel>
        <Tabs.Panel value="retention" className={classes.panel}>
          <RetentionCard />
        </Tabs.Panel>
        <Tabs.Panel value="history" className={classes.panel}>
          <HistoryCard />
        </Tabs.Panel>
      </Tabs>
      <ProgressPanel />
    </Page>
  );
}
