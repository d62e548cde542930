/** The cause list of a day as it lies on paper: black on white, with room to write down the next date. */
import type { HearingDay } from '@causebook/contracts';
import { format } from '../../format.ts';
import { hearingsInWords, placeInWords, timeInWords } from './hearing-words.ts';
import classes from './paper.module.css';

interface Props {
  readonly day: HearingDay;
  readonly practiceName: string;
  /** The lawyer whose hearings these are; null for those of the whole office. */
  readonly lawyerName: string | null;
}

export function CauseListPaper({ day, practiceName, lawyerName }: Props) {
  const left = day.total - day.hearings.length;
  return (
    <article className={classes.sheet}>
      <header>
        <p className={classes.practice}>{practiceName}</p>
        <h1 className={classes.title}>Cause list of {format.fullDay(day.day)}</h1>
        <p className={classes.about}>
          {[hearingsInWords(day.total), lawyerName].filter(Boolean).join(' · ')}
        </p>
      </header>
      <table className={classes.list}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Court</th>
            <th scope="col">Case</th>
            <th scope="col">Client</th>
            <th scope="col">Stage and purpose</th>
            <th scope="col">Outcome, next date</th>
          </tr>
        </thead>
        <tbody>
          {day.hearings.map((hearing) => (
            <tr key={hearing.id}>
              <td>{timeInWords(hearing.time)}</td>
              <td>{placeInWords(hearing)}</td>
              <td>
                {hearing.case.number !== '' && <strong>{hearing.case.number}</strong>}
                <span className={classes.line}>{hearing.case.title}</span>
                {lawyerName === null && hearing.lawyerName && (
                  <span className={classes.line}>{hearing.lawyerName}</span>
                )}
              </td>
              <td>{hearing.clientName}</td>
              <td>
                {hearing.stage}
                <em className={classes.line}>{hearing.purpose}</em>
              </td>
              <td>{hearing.outcome}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <p>{format.count(left, 'hearing', 'hearings')} of this day did not fit on this list.</p>}
    </article>
  );
}
