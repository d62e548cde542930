/** Whether the practice on this computer is well: what was looked at, what was found, and what helps. */
import type { CheckResult, HealResult, IntegrityReport } from '@causebook/contracts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { CheckIcon } from '../../icons.tsx';
import { useApp } from '../../stores/app-store.ts';
import { useClock } from '../../stores/clock-store.ts';
import { checkPractice, healAll, refreshIntegrity } from '../../stores/integrity-actions.ts';
import { chipOf, useIntegrity } from '../../stores/integrity-store.ts';
import { goTo } from '../../stores/navigation-store.ts';
import { CheckRow } from './CheckRow.tsx';
import { triggerWords } from './check-words.ts';
import classes from './health.module.css';

/** What is wrong comes first. */
const worstFirst = (checks: readonly CheckResult[]): CheckResult[] =>
  checks.toSorted((one, other) => Number(one.passed) - Number(other.passed));

function Summary({ report }: { readonly report: IntegrityReport }) {
  const now = useClock((state) => state.now);
  const { tone, word } = chipOf(report);
  const read = report.thoroughAt
    ? `Every byte of every document was last read ${format.ago(report.thoroughAt, now)}.`
    : 'The bytes of the documents were not read yet: “Check every document” does that.';
  return (
    <Stack gap={4} mb="md">
      <Group gap="sm">
        <Tag tone={tone}>{word}</Tag>
        <Text size="sm">
          {format.integer(report.passedChecks)} of {format.count(report.totalChecks, 'check', 'checks')}{' '}
          passed. Checked {format.ago(report.checkedAt, now)} ({triggerWords[report.triggeredBy]}), in{' '}
          {format.duration(report.durationMs)}.
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        {read}
      </Text>
    </Stack>
  );
}

function Lost({ healed }: { readonly healed: HealResult }) {
  const { lost, lostCount, unusable } = healed;
  if (lostCount === 0 && unusable.length === 0) return null;
  return (
    <Stack gap="sm" mb="md">
      {lostCount > 0 && (
        <Notice
          tone="danger"
          title={`${format.count(lostCount, 'document is', 'documents are')} in no backup that can be reached.`}
        >
          <Text size="sm">
            Connect the disks that hold other backups and try again. If you still have the file elsewhere, add
            it to the case once more: the same file takes the place of the lost one.
          </Text>
          <ul className={classes.details}>
            {lost.map(({ name, caseName, isDeleted }, index) => (
              <li key={`${index} ${name}`}>
                {name}
                {caseName && `, in ${caseName}`}
                {isDeleted && ' (deleted lately)'}
              </li>
            ))}
            {lostCount > lost.length && <li>And {format.integer(lostCount - lost.length)} more.</li>}
          </ul>
        </Notice>
      )}
      {unusable.length > 0 && (
        <Notice tone="attention" title="Not every backup could be used.">
          <ul className={classes.details}>
            {unusable.map((reason, index) => (
              <li key={`${index} ${reason}`}>{reason}</li>
            ))}
          </ul>
        </Notice>
      )}
    </Stack>
  );
}

function Content() {
  const report = useIntegrity((state) => state.report);
  const loaded = useIntegrity((state) => state.loaded);
  const failure = useIntegrity((state) => state.failure);
  const healed = useIntegrity((state) => state.healed);
  const readable = useApp((state) => state.failure === null);
  if (failure) return <FailureNotice failure={failure} onRetry={() => void refreshIntegrity()} />;
  if (!loaded) return <Text c="dimmed">Reading the last check…</Text>;
  if (!readable) {
    return (
      <EmptyState
        icon={<CheckIcon size={32} />}
        action={<Button onClick={() => goTo('today')}>Show the ways out</Button>}
      >
        A practice that cannot be opened cannot be checked.
      </EmptyState>
    );
  }
  if (report === null) {
    return (
      <EmptyState icon={<CheckIcon size={32} />}>
        This practice was not checked yet. Causebook does so by itself every day, when nothing else is going
        on.
      </EmptyState>
    );
  }
  return (
    <>
      <Summary report={report} />
      {healed && <Lost healed={healed} />}
      <ul className={classes.checks} aria-label="Checks">
        {worstFirst(report.checks).map((result) => (
          <CheckRow key={`${result.check} ${result.passed}`} result={result} />
        ))}
      </ul>
    </>
  );
}

const canHeal = (report: IntegrityReport | null): boolean =>
  report?.checks.some(({ passed, remedy }) => !passed && remedy === 'heal') ?? false;

function Actions() {
  const report = useIntegrity((state) => state.report);
  const readable = useApp((state) => state.failure === null);
  if (!readable) return null;
  return (
    <>
      {canHeal(report) && (
        <OperationButton onClick={() => void healAll()}>Bring documents back</OperationButton>
      )}
      <OperationButton
        variant={canHeal(report) ? 'default' : 'filled'}
        onClick={() => void checkPractice(false)}
      >
        Check now
      </OperationButton>
      <OperationButton variant="default" onClick={() => void checkPractice(true)}>
        Check every document
      </OperationButton>
    </>
  );
}

export function HealthCard() {
  return (
    <Card
      title="Health"
      description="Whether the practice on this computer is whole: its entries, its documents and what they need."
      actions={<Actions />}
    >
      <Content />
    </Card>
  );
}
