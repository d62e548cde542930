/** The facts of a case, what lies ahead, and below them its hearings and tasks. */
import type { CaseDetails, Party } from '@causebook/contracts';
import { Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Card } from '../../components/Card.tsx';
import { Facts, type Fact } from '../../components/Facts.tsx';
import { format } from '../../format.ts';
import { useClock } from '../../stores/clock-store.ts';
import { openDay } from '../../stores/navigation-store.ts';
import { CaseHearings } from '../hearings/CaseHearings.tsx';
import { CaseTasks } from '../tasks/CaseTasks.tsx';
import classes from './cases.module.css';
import { daysAhead } from './days-ahead.ts';
import { sideWords } from './party-words.ts';

function NextHearing({ details: { nextHearingOn, status } }: { readonly details: CaseDetails }) {
  const now = useClock((state) => state.now);
  if (nextHearingOn === null && status !== 'open') return null;
  return (
    <section
      aria-label="Next hearing"
      className={classes.nextHearing}
      data-none={nextHearingOn === null || undefined}
    >
      <div>
        <Text size="sm" c="dimmed">
          Next hearing
        </Text>
        <p className={classes.nextDay}>
          {nextHearingOn === null ? 'None is fixed.' : format.calendarDay(nextHearingOn)}
          {nextHearingOn !== null && (
            <Text span c="dimmed" ml="sm">
              {daysAhead(nextHearingOn, now)}
            </Text>
          )}
        </p>
      </div>
      {nextHearingOn === null ? (
        <Text size="sm">An open case without a date is easily forgotten. Fix one below.</Text>
      ) : (
        <Button variant="default" size="xs" onClick={() => openDay(nextHearingOn)}>
          Show that day
        </Button>
      )}
    </section>
  );
}

/** Facts without a value are left out. */
const known = (pairs: readonly (readonly [string, ReactNode])[]): Fact[] =>
  pairs.filter(([, value]) => value !== '' && value !== null).map(([label, value]) => ({ label, value }));

function matterFacts(details: CaseDetails): Fact[] {
  return known([
    ['Number', details.number],
    ['Court', details.court],
    ['Judge', details.judge],
    ['Stage', details.stage],
    ['Kind of matter', details.kind],
    ['Lawyer', details.lawyerName],
    ['Filed on', details.filedOn === null ? null : format.calendarDay(details.filedOn)],
    ['Reference', details.reference],
    ['Other numbers', details.otherNumbers],
  ]);
}

function PartyEntry({ party }: { readonly party: Party }) {
  const facts = [
    party.role,
    sideWords[party.side],
    party.counsel === '' ? '' : `Counsel: ${party.counsel}`,
    party.contact,
  ].filter((part) => part !== '');
  return (
    <li>
      <Text fw={600} size="sm">
        {party.name}
      </Text>
      {facts.map((fact) => (
        <Text key={fact} size="sm" c="dimmed">
          {fact}
        </Text>
      ))}
    </li>
  );
}

function Parties({ details }: { readonly details: CaseDetails }) {
  const facts = known([
    ['Client', details.clientName],
    ['Contact', details.clientContact],
    ['Opponent', details.opponent],
  ]);
  return (
    <Card title="Parties and counsel">
      {facts.length === 0 && details.parties.length === 0 && (
        <Text size="sm" c="dimmed">
          Nobody is named yet.
        </Text>
      )}
      {facts.length > 0 && <Facts facts={facts} layout="rows" />}
      {details.parties.length > 0 && (
        <ul className={classes.parties} aria-label="Other parties">
          {details.parties.map((party, at) => (
            // Parties have no names of their own beside their place.
            <PartyEntry key={`${at} ${party.name}`} party={party} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Matter({ details }: { readonly details: CaseDetails }) {
  const facts = matterFacts(details);
  return (
    <Card title="Case">
      {facts.length === 0 ? (
        <Text size="sm" c="dimmed">
          Number, court and stage are not filled in yet. “Edit” adds them.
        </Text>
      ) : (
        <Facts facts={facts} layout="rows" />
      )}
    </Card>
  );
}

export function CaseOverview({ details }: { readonly details: CaseDetails }) {
  return (
    <Stack gap="lg">
      <NextHearing details={details} />
      <div className={classes.factsGrid}>
        <Stack gap="lg">
          <Matter details={details} />
        </Stack>
        <Stack gap="lg">
          <Parties details={details} />
          {details.notes.trim() !== '' && (
            <Card title="Notes">
              <p className={classes.notes}>{details.notes}</p>
            </Card>
          )}
        </Stack>
      </div>
      <CaseHearings caseId={details.id} />
      <CaseTasks caseId={details.id} />
    </Stack>
  );
}
