/** How safe the practice is this morning, and the button that makes it safer. */
import type { SafetyStatus } from '@causebook/contracts';
import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Facts } from '../../components/Facts.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { format } from '../../format.ts';
import { safetyIcons } from '../../safety-icons.ts';
import { exportNow } from '../../stores/backups-actions.ts';
import { useClock } from '../../stores/clock-store.ts';
import { goToBackupTab } from '../../stores/navigation-store.ts';
import { refreshSafety } from '../../stores/safety-actions.ts';
import { useSafety } from '../../stores/safety-store.ts';
import { safetyWords } from '../../words.ts';
import { defaultExportOptions } from '../backup/export-options.ts';
import classes from './today.module.css';

function lastInWords({ lastBackup }: SafetyStatus, now: number): string {
  if (lastBackup === null) return 'None yet';
  const age = format.ago(lastBackup.createdAt, now);
  return lastBackup.verified ? age : `${age}, not verified yet`;
}

function Judgement({ safety }: { readonly safety: SafetyStatus }) {
  const now = useClock((state) => state.now);
  const Icon = safetyIcons[safety.level];
  const { nextRunAt } = safety;
  return (
    <>
      <div className={classes.judgement} data-level={safety.level}>
        <span className={classes.shield}>
          <Icon size={28} />
        </span>
        <div>
          <Text size="sm" className={classes.level}>
            {safetyWords[safety.level]}
          </Text>
          <Text size="sm">{safety.headline}</Text>
          {safety.advice && <Text size="sm">{safety.advice}</Text>}
        </div>
      </div>
      <Facts
        layout="rows"
        facts={[
          { label: 'Last backup', value: lastInWords(safety, now) },
          { label: 'Next automatic backup', value: nextRunAt ? format.ago(nextRunAt, now) : 'None planned' },
        ]}
      />
    </>
  );
}

export function SafetyToday() {
  const safety = useSafety((state) => state.safety);
  const failure = useSafety((state) => state.failure);
  const headingId = useId();
  return (
    <Paper component="section" aria-labelledby={headingId} withBorder p="lg" bg="var(--cb-card)">
      <Stack gap="md">
        <Title order={2} id={headingId}>
          Safety
        </Title>
        {failure && <FailureNotice failure={failure} onRetry={() => void refreshSafety()} />}
        {safety && <Judgement safety={safety} />}
        <Group gap="sm">
          <OperationButton onClick={() => void exportNow(defaultExportOptions)}>Back up now</OperationButton>
          <button type="button" className={classes.link} onClick={() => goToBackupTab('backups')}>
            All backups
          </button>
        </Group>
      </Stack>
    </Paper>
  );
}
