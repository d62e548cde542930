/** Hearings in the order in which they are called: when, which case, where, and what is to be done. */
import type { Hearing } from '@causebook/contracts';
import { format } from '../../format.ts';
import { openCase } from '../../stores/navigation-store.ts';
import classes from './today.module.css';

interface Props {
  /** Accessible name. */
  readonly label: string;
  readonly hearings: readonly Hearing[];
  /** The time of a day's hearing, or the day of an earlier one. */
  readonly lead: 'time' | 'day';
  /** The present day; only where outcomes can be written down. */
  readonly onRecord?: (hearing: Hearing) => void;
  readonly now: number;
}

const joined = (parts: readonly string[], between: string): string => parts.filter(Boolean).join(between);

/** A case in a few words, for the name of a button. */
const nameOf = ({ case: named }: Hearing): string => named.number || named.title;

function Outcome({ hearing, onRecord }: { readonly hearing: Hearing } & Pick<Props, 'onRecord'>) {
  if (hearing.outcome !== '') return <p className={classes.outcome}>{hearing.outcome}</p>;
  if (!onRecord) return null;
  return (
    <button
      type="button"
      className={classes.record}
      aria-label={`Record outcome… of ${nameOf(hearing)}`}
      onClick={() => onRecord(hearing)}
    >
      Record outcome…
    </button>
  );
}

function HearingItem({
  hearing,
  lead,
  now,
  onRecord,
}: { readonly hearing: Hearing } & Omit<Props, 'label' | 'hearings'>) {
  const { case: named, day, time, court, room, stage, purpose } = hearing;
  const when = lead === 'day' ? format.nearDay(day, now) : time === null ? 'No time' : format.timeOfDay(time);
  return (
    <li className={classes.hearing} data-lead={lead}>
      <span className={classes.when} data-none={lead === 'time' && time === null}>
        {when}
      </span>
      <div className={classes.what}>
        <button type="button" className={classes.case} onClick={() => openCase(named.id)}>
          {named.number !== '' && <span className={classes.number}>{named.number}</span>}{' '}
          <span>{named.title}</span>
        </button>
        <p className={classes.where}>{joined([court, room], ', ')}</p>
        <p className={classes.purpose}>
          {purpose || stage}
          {/* A stage that only repeats the purpose says nothing. */}
          {purpose !== '' && stage !== '' && stage !== purpose && (
            <span className={classes.stage}> · {stage}</span>
          )}
        </p>
      </div>
      <Outcome hearing={hearing} {...(onRecord ? { onRecord } : {})} />
    </li>
  );
}

export function HearingList({ label, hearings, ...rest }: Props) {
  return (
    <ol className={classes.hearings} aria-label={label}>
      {hearings.map((hearing) => (
        <HearingItem key={hearing.id} hearing={hearing} {...rest} />
      ))}
    </ol>
  );
}
