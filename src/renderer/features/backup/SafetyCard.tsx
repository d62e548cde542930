/** How safe the practice is, and the one button that matters. */
import type { SafetyStatus } from '@causebook/contracts';
import { Button, Collapse, Paper, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId, useState, type ReactNode } from 'react';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Facts, type Fact } from '../../components/Facts.tsx';
import { format } from '../../format.ts';
import { safetyIcons } from '../../safety-icons.ts';
import { useApp } from '../../stores/app-store.ts';
import { exportNow } from '../../stores/backups-actions.ts';
import { useClock } from '../../stores/clock-store.ts';
import { goTo } from '../../stores/navigation-store.ts';
import { useRetention } from '../../stores/retention-store.ts';
import { refreshSafety } from '../../stores/safety-actions.ts';
import { useSafety } from '../../stores/safety-store.ts';
import { countsInWords, safetyWords } from '../../words.ts';
import { BackUpNow } from './BackUpNow.tsx';
import { ExportOptionsForm } from './ExportOptionsForm.tsx';
import { defaultExportOptions, forNextBackup } from './export-options.ts';
import { HealthChip } from './HealthChip.tsx';
import classes from './backup.module.css';

function factsOf(
  { lastBackup, nextRunAt, counts }: SafetyStatus,
  { now, readable }: { readonly now: number; readonly readable: boolean },
): readonly Fact[] {
  return [
    {
      label: 'Last backup',
      value: lastBackup
        ? `${format.ago(lastBackup.createdAt, now)}, ${format.bytes(lastBackup.size)}`
        : 'None yet',
    },
    {
      label: 'Next automatic backup',
      value: readable
        ? nextRunAt
          ? format.ago(nextRunAt, now)
          : 'None planned'
        : 'Not before it can be opened',
    },
    { label: 'In the practice', value: readable ? countsInWords(counts) : 'It cannot be read' },
  ];
}

/** Stands where an advice would, so that one that is settled by itself does not pull up what is below it. */
const NOTHING_TO_DO = 'Nothing needs to be done.';

function Judgement({ safety, children }: { readonly safety: SafetyStatus; readonly children: ReactNode }) {
  const now = useClock((state) => state.now);
  const readable = useApp((state) => state.failure === null);
  // The alarm above says the same at more length.
  const isToldAbove = useRetention((state) =>
    (state.retention?.suspicions ?? []).some(({ reason }) => safety.advice?.startsWith(reason)),
  );
  const calm = safety.level === 'safe' ? NOTHING_TO_DO : null;
  const advice = isToldAbove ? null : (safety.advice ?? calm);
  const Icon = safetyIcons[safety.level];
  return (
    <div className={classes.judgement} data-level={safety.level}>
      <span className={classes.shield}>
        <Icon size={40} />
      </span>
      <div>
        <Text size="sm" className={classes.level}>
          {safetyWords[safety.level]}
        </Text>
        <Title order={2} mb={advice === null ? 0 : 4}>
          {safety.headline}
        </Title>
        {advice !== null && <Text size="sm">{advice}</Text>}
      </div>
      <div className={classes.judgementAction}>{children}</div>
      <div className={classes.judgementFacts}>
        <Facts
          layout="columns"
          facts={[
            ...factsOf(safety, { now, readable }),
            { label: 'Health of the practice', value: <HealthChip /> },
          ]}
        />
      </div>
    </div>
  );
}

export function SafetyCard() {
  const safety = useSafety((state) => state.safety);
  const failure = useSafety((state) => state.failure);
  const [options, setOptions] = useState(defaultExportOptions);
  const [open, disclosure] = useDisclosure(false);
  const formId = useId();

  const backUp = async (): Promise<void> => {
    const made = await exportNow(options);
    if (made) setOptions((chosen) => forNextBackup(chosen, options));
  };

  const readable = useApp((state) => state.failure === null);
  const button = !readable ? (
    // Nothing can be backed up then.
    <Button onClick={() => goTo('today')}>Show the ways out</Button>
  ) : (
    <BackUpNow
      options={options}
      formId={formId}
      open={open}
      onToggle={disclosure.toggle}
      onBackUp={() => void backUp()}
    />
  );
  return (
    <Paper component="section" aria-label="Safety" withBorder p="lg" bg="var(--cb-card)">
      {failure && <FailureNotice failure={failure} onRetry={() => void refreshSafety()} />}
      {safety ? <Judgement safety={safety}>{button}</Judgement> : button}
      <Collapse expanded={open} id={formId}>
        {open && (
          <ExportOptionsForm
            options={options}
            onChange={setOptions}
            onTry={() => void exportNow({ ...options, test: true })}
          />
        )}
      </Collapse>
    </Paper>
  );
}
