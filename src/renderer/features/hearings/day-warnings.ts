/** What speaks against a day and a time, in sentences; the person decides. */
import { sentence, type Hearing, type HearingDay } from '@causebook/contracts';
import { caseInWords, placeInWords, timeInWords } from './hearing-words.ts';

export interface Wanted {
  readonly day: string;
  readonly time: string | null;
  /** Empty where it is not known. */
  readonly court: string;
  readonly caseId: string | null;
  /** Who has the case; null where nobody has it or it is not known. */
  readonly lawyerName: string | null;
  /** The hearing that is being changed. */
  readonly hearingId: string | null;
  readonly today: string;
  /** Whether the hearing is meant to lie ahead. */
  readonly isComing: boolean;
}

const same = (one: string, other: string): boolean =>
  one.trim().toLocaleLowerCase() === other.trim().toLocaleLowerCase();

const NAMED = 3;

export function dayWarnings(wanted: Wanted, facts: HearingDay | null): string[] {
  const { day, time, court, caseId, lawyerName, hearingId, today, isComing } = wanted;
  const warnings: string[] = [];
  if (isComing && day < today) warnings.push('This day has passed.');
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (day >= today && weekday % 6 === 0)
    warnings.push(`This day is a ${weekday === 0 ? 'Sunday' : 'Saturday'}.`);
  const others = (facts?.hearings ?? []).filter(({ id }) => id !== hearingId);
  const doubled = others.filter((other) => caseId !== null && other.case.id === caseId);
  for (const other of doubled.slice(0, NAMED)) {
    const at = other.time === null ? '' : ` at ${timeInWords(other.time)}`;
    warnings.push(`This case is listed on this day already${at}.`);
  }
  if (time === null) return warnings;
  // Two lawyers can be in two places.
  const isAnothers = (other: Hearing): boolean =>
    lawyerName !== null && !!other.lawyerName && other.lawyerName !== lawyerName;
  const elsewhere = others.filter(
    (other) =>
      other.time === time && other.case.id !== caseId && !same(other.court, court) && !isAnothers(other),
  );
  for (const other of elsewhere.slice(0, NAMED)) {
    const where = placeInWords(other) || 'another court';
    warnings.push(
      sentence(`At ${timeInWords(time)} the office is expected before ${where}, too: ${caseInWords(other)}`),
    );
  }
  if (elsewhere.length > NAMED) warnings.push(`And in ${elsewhere.length - NAMED} more places at that time.`);
  return warnings;
}
