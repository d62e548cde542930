import type { Hearing } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { hearingsAsCalendar } from './icalendar.ts';

const now = new Date('2026-05-05T09:00:00Z');
const hearing = (change: Partial<Hearing>): Hearing => ({
  id: 'h1',
  case: { id: 'c', number: 'OS 1/2026', title: 'Rao v. State' },
  day: '2026-06-02',
  time: '10:30',
  court: 'City Civil Court, Bengaluru',
  room: 'Hall 4',
  stage: 'Evidence',
  purpose: 'Cross-examination; PW 2',
  outcome: '',
  notes: 'Told us in confidence',
  ...change,
});
/** The lines of the file, unfolded. */
const linesOf = (...hearings: Hearing[]): string[] =>
  hearingsAsCalendar(hearings, { name: 'Rao & Rao', now }).replaceAll('\r\n ', '').split('\r\n');

test('a hearing floats at its wall-clock time, in every zone', () => {
  const lines = linesOf(hearing({}));
  expect(lines).toContain('DTSTART:20260602T103000');
  expect(lines).toContain('DTEND:20260602T110000');
  expect(lines).toContain('DTSTAMP:20260505T090000Z');
  expect(lines.some((line) => line.startsWith('BEGIN:VTIMEZONE') || line.startsWith('TIMEZONE'))).toBe(false);
});

test('a hearing without a time takes its whole day, and no other', () => {
  const lines = linesOf(hearing({ time: null, day: '2026-12-31' }));
  expect(lines).toContain('DTSTART;VALUE=DATE:20261231');
  expect(lines).toContain('DTEND;VALUE=DATE:20270101');
});

test('a hearing keeps its UID, so that a second file moves it', () => {
  const uidOf = (lines: string[]) => lines.filter((line) => line.startsWith('UID:'));
  expect(uidOf(linesOf(hearing({})))).toEqual(['UID:h1@causebook']);
  expect(uidOf(linesOf(hearing({ day: '2026-07-01' })))).toEqual(['UID:h1@causebook']);
});

test('signs with a meaning are escaped, and notes stay in the practice', () => {
  const text = linesOf(hearing({})).join('\n');
  expect(text).toContain('SUMMARY:OS 1/2026 Rao v. State: Cross-examination\\; PW 2');
  expect(text).toContain('LOCATION:City Civil Court\\, Bengaluru\\, Hall 4');
  expect(text).not.toContain('confidence');
});

test('what somebody wrote into an entry cannot add a line to the file', () => {
  const evil = 'x\r\nATTENDEE:mailto:evil@example.com\nBEGIN:VALARM\rACTION:DISPLAY\u2028END:VEVENT';
  const plain = linesOf(hearing({ court: '', room: '', stage: '', purpose: 'x' }));
  const lines = linesOf(
    hearing({
      court: evil,
      room: evil,
      stage: evil,
      purpose: evil,
      case: { id: 'c', number: evil, title: evil },
    }),
  );
  const properties = (all: string[]): string[] =>
    all.flatMap((line) => line.split(/\r|\n/)).map((line) => line.split(/[:;]/)[0]!);
  expect(new Set(properties(lines))).toEqual(new Set([...properties(plain), 'LOCATION', 'DESCRIPTION']));
});

test('long lines are folded to what RFC 5545 allows, also in other scripts', () => {
  const text = hearingsAsCalendar([hearing({ purpose: 'साक्ष्य '.repeat(40) })], { name: 'Rao', now });
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
});
