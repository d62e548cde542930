/** One case: what it is, what lies ahead, and everything in it. */
import type { CaseDetails } from '@causebook/contracts';
import { Button, Tabs, Text } from '@mantine/core';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page } from '../../components/Page.tsx';
import { format } from '../../format.ts';
import { BackIcon } from '../../icons.tsx';
import { refreshCase } from '../../stores/case-actions.ts';
import { useCase } from '../../stores/case-store.ts';
import { goBack, goTo, turnTo, useNavigation, type CaseTab } from '../../stores/navigation-store.ts';
import { useFresh } from '../../stores/use-fresh.ts';
import { CaseDocuments } from '../documents/CaseDocuments.tsx';
import { DropGround } from '../documents/DropGround.tsx';
import { CaseHearings } from '../hearings/CaseHearings.tsx';
import { CaseOrders } from '../orders/CaseOrders.tsx';
import { CaseTasks } from '../tasks/CaseTasks.tsx';
import { CaseActions } from './CaseActions.tsx';
import { CaseFormDialog } from './CaseFormDialog.tsx';
import { CaseOverview } from './CaseOverview.tsx';
import classes from './cases.module.css';

const back = (): void => {
  if (useNavigation.getState().earlier.length > 0) goBack();
  else goTo('cases');
};

function BackButton() {
  return (
    <div>
      <Button variant="subtle" size="xs" px={6} leftSection={<BackIcon size={16} />} onClick={back}>
        Back
      </Button>
    </div>
  );
}

const counted = (label: string, count: number): string =>
  count === 0 ? label : `${label} (${format.integer(count)})`;

function CaseTabs({ details }: { readonly details: CaseDetails }) {
  const { id: caseId, counts } = details;
  const tab = useNavigation(({ place }) => (place.screen === 'case' ? place.tab : 'overview'));
  return (
    <Tabs
      value={tab}
      onChange={(value) => turnTo({ screen: 'case', caseId, tab: value as CaseTab })}
      keepMounted={false}
    >
      <Tabs.List mb="lg">
        <Tabs.Tab value="overview">Overview</Tabs.Tab>
        <Tabs.Tab value="hearings">{counted('Hearings', counts.hearings)}</Tabs.Tab>
        <Tabs.Tab value="tasks">{counted('Tasks', counts.openTasks)}</Tabs.Tab>
        <Tabs.Tab value="orders">{counted('Orders', counts.orders)}</Tabs.Tab>
        <Tabs.Tab value="documents">{counted('Documents', counts.documents)}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="overview">
        <CaseOverview details={details} />
      </Tabs.Panel>
      <Tabs.Panel value="hearings">
        <CaseHearings caseId={caseId} />
      </Tabs.Panel>
      <Tabs.Panel value="tasks">
        <CaseTasks caseId={caseId} />
      </Tabs.Panel>
      <Tabs.Panel value="orders">
        <CaseOrders caseId={caseId} />
      </Tabs.Panel>
      <Tabs.Panel value="documents">
        <CaseDocuments caseId={caseId} />
      </Tabs.Panel>
    </Tabs>
  );
}

export function CaseScreen({ caseId }: { readonly caseId: string }) {
  const details = useCase((state) => (state.caseId === caseId ? state.details : null));
  const failure = useCase((state) => (state.caseId === caseId ? state.failure : null));
  const refresh = (): void => void refreshCase(caseId);
  useFresh(['case', 'hearing', 'task', 'order', 'document', 'user'], refresh, caseId);
  if (failure) {
    return (
      <Page title="Case">
        <BackButton />
        <FailureNotice failure={failure} onRetry={refresh}>
          <Button size="xs" variant="default" onClick={() => goTo('deleted')}>
            Show the deleted entries
          </Button>
        </FailureNotice>
      </Page>
    );
  }
  if (!details) {
    return (
      <Page title="Case">
        <Text c="dimmed">Opening the case…</Text>
      </Page>
    );
  }
  return (
    <div className={classes.case}>
      <BackButton />
      <Page title={details.title} above={details.number} aside={<CaseActions details={details} />}>
        <CaseTabs details={details} />
        <CaseFormDialog />
        <DropGround caseId={caseId}>Drop the files to add them to this case.</DropGround>
      </Page>
    </div>
  );
}
