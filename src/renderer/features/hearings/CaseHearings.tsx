/** The hearings of a case as a timeline: what is to come, then what was, with what came of it. */
import type { Hearing } from '@causebook/contracts';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { format } from '../../format.ts';
import { CalendarIcon, PlusIcon } from '../../icons.tsx';
import { useDayOfOffice } from '../../stores/day-of-office.ts';
import { deleteHearing, exportCalendar, refreshCaseHearings } from '../../stores/hearings-actions.ts';
import { useCaseHearings } from '../../stores/hearings-store.ts';
import { useFresh } from '../../stores/use-fresh.ts';
import { HearingForm } from './HearingForm.tsx';
import { RecordHearingDialog } from './RecordHearingDialog.tsx';
import { TimelineEntry } from './TimelineEntry.tsx';
import classes from './hearings.module.css';
import { useDialogFor } from './use-dialog-for.ts';

/** Wide enough for every hearing of a case. */
const ALWAYS = { from: '1900-01-01', to: '2199-12-31' };

export function CaseHearings({ caseId }: { readonly caseId: string }) {
  const known = useCaseHearings((state) => state.caseId);
  const hearings = useCaseHearings((state) => state.hearings);
  const failure = useCaseHearings((state) => state.failure);
  const form = useDialogFor<{ readonly hearing: Hearing | null }>();
  const refresh = (): void => void refreshCaseHearings(caseId);
  useFresh(['hearing', 'case'], refresh, caseId);
  const add = (): void => form.open({ hearing: null });

  if (known !== caseId) {
    return (
      <Text c="dimmed" role="status">
        Reading the hearings of this case.
      </Text>
    );
  }
  if (failure) return <FailureNotice failure={failure} onRetry={refresh} />;
  return (
    <Stack gap="md">
      {hearings.length === 0 ? (
        <EmptyState icon={<CalendarIcon size={36} />} action={<Button onClick={add}>Add hearing</Button>}>
          This case has no hearings yet. Add the first one, past or to come.
        </EmptyState>
      ) : (
        <>
          <Group gap="xs">
            <Button leftSection={<PlusIcon />} onClick={add}>
              Add hearing
            </Button>
            <Button variant="default" onClick={() => void exportCalendar({ ...ALWAYS, caseId })}>
              Export calendar…
            </Button>
          </Group>
          <Timeline hearings={hearings} onChange={(hearing) => form.open({ hearing })} />
        </>
      )}
      <HearingForm
        hearing={form.item?.hearing ?? null}
        caseId={caseId}
        day={null}
        opened={form.opened}
        onClose={form.close}
      />
    </Stack>
  );
}

interface TimelineProps {
  /** The latest day first. */
  readonly hearings: readonly Hearing[];
  readonly onChange: (hearing: Hearing) => void;
}

function Timeline({ hearings, onChange }: TimelineProps) {
  const today = useDayOfOffice();
  const recording = useDialogFor<Hearing>();
  const deleting = useDialogFor<Hearing>();
  const parts = [
    { title: 'To come', of: hearings.filter(({ day }) => day >= today).toReversed() },
    { title: 'Past', of: hearings.filter(({ day }) => day < today) },
  ].filter(({ of }) => of.length > 0);
  return (
    <>
      {parts.map(({ title, of }) => (
        <section key={title} aria-label={`Hearings: ${title}`}>
          <Title order={3} mb="xs">
            {title}
          </Title>
          <ol className={classes.timeline}>
            {of.map((hearing) => (
              <TimelineEntry
                key={hearing.id}
                hearing={hearing}
                today={today}
                onRecord={() => recording.open(hearing)}
                onChange={() => onChange(hearing)}
                onDelete={() => deleting.open(hearing)}
              />
            ))}
          </ol>
        </section>
      ))}
      {recording.item && (
        <RecordHearingDialog
          key={recording.item.id}
          hearing={recording.item}
          opened={recording.opened}
          onClose={recording.close}
        />
      )}
      <ConfirmDialog
        opened={deleting.opened}
        title="Delete this hearing?"
        confirmLabel="Delete hearing"
        danger
        onConfirm={() => deleting.item && void deleteHearing(deleting.item.id)}
        onClose={deleting.close}
      >
        <Text>
          The hearing of {deleting.item && format.calendarDay(deleting.item.day)} leaves the diary and the
          calendar. It can be brought back for 30 days from the deleted entries.
        </Text>
      </ConfirmDialog>
    </>
  );
}
