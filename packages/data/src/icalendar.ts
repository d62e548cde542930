/**
 * Hearings as an iCalendar file (RFC 5545), for the calendar of a phone or a court clerk.
 *
 * Times float: 10:30 at the court is 10:30 wherever the file is read. A hearing keeps its UID for ever, so that a file
 * that is read again moves it instead of doubling it. Notes stay in the practice: calendars are shared.
 */
import type { Hearing } from '@causebook/contracts';
import { ICalCalendar, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { dayPlus } from './days.ts';

/** How long a court takes is not known; half an hour is seen in every calendar. */
const SHOWN_MINUTES = 30;

export function hearingsAsCalendar(
  hearings: readonly Hearing[],
  { name, now }: { readonly name: string; readonly now: Date },
): string {
  const calendar = new ICalCalendar({
    name,
    prodId: { company: 'Causebook', product: 'Hearings', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const hearing of hearings) {
    const { day, time, court, room, stage, purpose, outcome } = hearing;
    const caseName = [hearing.case.number, hearing.case.title].filter(Boolean).join(' ');
    // Written in the fields of UTC, which the file then gives without a zone.
    const start = new Date(`${day}T${time ?? '00:00'}:00Z`);
    calendar.createEvent({
      id: `${hearing.id}@causebook`,
      stamp: now,
      start,
      end:
        time === null
          ? new Date(`${dayPlus(day, 1)}T00:00:00Z`)
          : new Date(start.getTime() + SHOWN_MINUTES * 60_000),
      allDay: time === null,
      floating: true,
      summary: [caseName, purpose].filter(Boolean).join(': '),
      location: [court, room].filter(Boolean).join(', ') || null,
      description:
        [
          // What is known is the stage of now; it says nothing about a hearing that is over.
          ['Stage', outcome === '' ? stage : ''],
          ['Purpose', purpose],
          ['Outcome', outcome],
        ]
          .filter(([, value]) => value !== '')
          .map(([field, value]) => `${field}: ${value}`)
          .join('\n') || null,
      transparency: ICalEventTransparency.OPAQUE,
    });
  }
  return `${calendar.toString()}\r\n`;
}
