/** Hearings in words that several views share. */
import type { Hearing, HearingDay } from '@causebook/contracts';
import { format } from '../../format.ts';

export const caseInWords = ({ case: { number, title } }: Pick<Hearing, 'case'>): string =>
  [number, title].filter(Boolean).join(' ');

export const timeInWords = (time: string | null): string => (time === null ? '' : format.timeOfDay(time));

export const placeInWords = ({ court, room }: Pick<Hearing, 'court' | 'room'>): string =>
  [court, room].filter(Boolean).join(', ');

/** What has to be known of the case of a hearing to come; empty where it is open. */
export const statusInWords = (
  { day, caseStatus }: Pick<Hearing, 'day' | 'caseStatus'>,
  today: string,
): string =>
  caseStatus === undefined || caseStatus === 'open' || day < today ? '' : `The case is ${caseStatus}`;

export const hearingsInWords = (count: number): string =>
  count === 0 ? 'no hearings' : format.count(count, 'hearing', 'hearings');

/** "4 hearings, 1 not recorded" */
export const dayInWords = ({ total, unrecorded }: Pick<HearingDay, 'total' | 'unrecorded'>): string =>
  unrecorded === 0
    ? hearingsInWords(total)
    : `${hearingsInWords(total)}, ${format.integer(unrecorded)} not recorded`;

export const isUnrecorded = ({ day, outcome }: Pick<Hearing, 'day' | 'outcome'>, today: string): boolean =>
  outcome === '' && day < today;
