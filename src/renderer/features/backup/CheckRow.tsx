/** One check: whether it passed, what was looked at, what was found, and what helps. */
import { SmallRemedy, type CheckResult } from '@causebook/contracts';
import { Collapse, Group, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';
import { NotForClerks } from '../../components/NotForClerks.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { format } from '../../format.ts';
import { CheckIcon, ChevronIcon, WarningIcon } from '../../icons.tsx';
import { applyRemedy } from '../../stores/integrity-actions.ts';
import { goTo, goToBackupTab } from '../../stores/navigation-store.ts';
import { checkNames, smallRemedyWords } from './check-words.ts';
import classes from './health.module.css';

/** The one place for what helps against a finding; bringing documents back stands above the list, once for all of them. */
function RemedyButton({ remedy }: Pick<CheckResult, 'remedy'>) {
  const small = SmallRemedy.safeParse(remedy);
  if (small.success) {
    return (
      <NotForClerks>
        <OperationButton size="xs" variant="default" onClick={() => void applyRemedy(small.data)}>
          {smallRemedyWords[small.data]}
        </OperationButton>
      </NotForClerks>
    );
  }
  switch (remedy) {
    case 'repair':
      return (
        <OperationButton size="xs" variant="default" onClick={() => goTo('recovery')}>
          Show the ways out…
        </OperationButton>
      );
    case 'restore':
      return (
        <OperationButton size="xs" variant="default" onClick={() => goToBackupTab('backups')}>
          Show the backups
        </OperationButton>
      );
    default:
      return null;
  }
}

function Details({ details, more }: Pick<CheckResult, 'details' | 'more'>) {
  return (
    <ul className={classes.details}>
      {details.map((detail, index) => (
        // The same sentence can stand there twice.
        <li key={`${index} ${detail}`}>{detail}</li>
      ))}
      {more > 0 && <li>And {format.integer(more)} more.</li>}
    </ul>
  );
}

export function CheckRow({ result }: { readonly result: CheckResult }) {
  const { check, passed, message, details, more, remedy } = result;
  const [open, disclosure] = useDisclosure(!passed);
  const id = useId();
  const Icon = passed ? CheckIcon : WarningIcon;
  return (
    <li className={classes.check} data-passed={passed} aria-label={checkNames[check]}>
      <span className={classes.mark}>
        <Icon size={18} />
      </span>
      <div className={classes.said}>
        <Text size="sm" fw={600}>
          {checkNames[check]}
          <span className={classes.state}>{passed ? 'Passed' : 'Problem'}</span>
        </Text>
        <Text size="sm">{message}</Text>
        {details.length > 0 && (
          <>
            <UnstyledButton
              className={classes.unfold}
              aria-expanded={open}
              aria-controls={id}
              data-open={open}
              onClick={disclosure.toggle}
            >
              {open ? 'Hide details' : `Show ${format.count(details.length + more, 'detail', 'details')}`}
              <ChevronIcon size={14} />
            </UnstyledButton>
            <Collapse expanded={open} id={id}>
              <Details details={details} more={more} />
            </Collapse>
          </>
        )}
      </div>
      <Group gap="xs" className={classes.remedy}>
        <RemedyButton remedy={remedy} />
      </Group>
    </li>
  );
}
