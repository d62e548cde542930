import { describe, expect, it } from 'vitest';
import { createFormat } from './format.ts';

const india = createFormat({ locale: 'en-IN', timeZone: 'Asia/Kolkata' });
const germany = createFormat({ locale: 'en-DE', timeZone: 'Europe/Berlin' });
const newYork = createFormat({ locale: 'en-US', timeZone: 'America/New_York' });

const spaces = (text: string): string => text.replaceAll(/\s/g, ' ');

describe('numbers', () => {
  it('are grouped as the region does it', () => {
    expect(india.integer(1_234_567)).toBe('12,34,567');
    expect(newYork.integer(1_234_567)).toBe('1,234,567');
    expect(germany.integer(1_234_567)).toBe('1.234.567');
  });

  it('take the singular for exactly one', () => {
    expect(newYork.count(0, 'case', 'cases')).toBe('0 cases');
    expect(newYork.count(1, 'case', 'cases')).toBe('1 case');
    expect(newYork.count(1903, 'hearing', 'hearings')).toBe('1,903 hearings');
  });

  it('show 100 % only for what is done', () => {
    expect(newYork.percent(99.99)).toBe('99%');
    expect(newYork.percent(100)).toBe('100%');
  });
});

describe('bytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [12_440, '12.4 kB'],
    [412_345_678, '412 MB'],
    [4_830_000_000, '4.8 GB'],
    [7_000_000_000_000_000, '7,000 TB'],
  ])('%d reads %s', (value, expected) => {
    expect(spaces(newYork.bytes(value))).toBe(expected);
  });
});

describe('ago', () => {
  const now = Date.parse('2026-11-20T15:00:00Z');
  const at = (minutes: number): string => new Date(now + minutes * 60_000).toISOString();

  it.each([
    [0, 'just now'],
    [-0.5, 'just now'],
    [0.5, 'in a moment'],
    [-5, '5 minutes ago'],
    [-60, '1 hour ago'],
    [-3 * 60, '3 hours ago'],
    [5 * 60, 'in 5 hours'],
    [-24 * 60, 'yesterday'],
    [26 * 60, 'tomorrow'],
    [-6 * 24 * 60, '6 days ago'],
    [-23 * 24 * 60, '3 weeks ago'],
    [-100 * 24 * 60, '3 months ago'],
    [-800 * 24 * 60, '2 years ago'],
  ])('%d minutes from now is %s', (minutes, expected) => {
    expect(newYork.ago(at(minutes), now)).toBe(expected);
  });

  it('counts days as the calendar does, not in spans of 24 hours', () => {
    // 10:00 today and 23:30 two evenings before, in New York.
    expect(newYork.ago('2026-11-19T04:30:00Z', now)).toBe('2 days ago');
  });

  it('says hours, not "today", for a long day', () => {
    const lateEvening = Date.parse('2026-11-21T04:50:00Z');
    expect(newYork.ago('2026-11-20T05:10:00Z', lateEvening)).toBe('24 hours ago');
  });
});

describe('dates', () => {
  it('follow the wall clock of the computer, the day always first', () => {
    expect(spaces(india.dateTime('2026-11-20T19:05:00Z'))).toBe('21 November 2026, 12:35 am');
    expect(spaces(newYork.dateTime('2026-11-20T19:05:00Z'))).toBe('20 November 2026, 2:05 PM');
  });

  it('never move a day of the calendar, wherever the computer is', () => {
    expect(newYork.calendarDay('2026-11-14')).toContain('Nov 14');
    expect(india.calendarDay('2026-11-14')).toContain('14 Nov');
  });

  it('leave out the year of a near day, and only then', () => {
    const now = Date.parse('2026-11-20T15:00:00Z');
    expect(newYork.nearDay('2026-12-01', now)).toBe('Tue, Dec 1');
    expect(newYork.nearDay('2027-01-04', now)).toBe('Mon, Jan 4, 2027');
  });

  it('show a time of day as the region writes it', () => {
    expect(spaces(newYork.timeOfDay('13:00'))).toBe('1:00 PM');
    expect(germany.timeOfDay('13:00')).toBe('13:00');
  });
});

describe('duration', () => {
  it.each([
    [0, 'under a second'],
    [1000, '1 second'],
    [41_200, '41 seconds'],
    [60_000, '1 minute'],
    [125_000, '2 minutes 5 seconds'],
    [600_000, '10 minutes'],
    [3_600_000, '1 hour'],
    [3_780_000, '1 hour 3 minutes'],
  ])('%d ms reads %s', (value, expected) => {
    expect(newYork.duration(value)).toBe(expected);
  });
});

describe('timeLeft', () => {
  it.each([
    [null, 'Working out how long it will take.'],
    [0, 'A few seconds left.'],
    [12, 'About 15 seconds left.'],
    [58, 'About 1 minute left.'],
    [95, 'About 2 minutes left.'],
    [3600 * 2.1, 'About 2 hours left.'],
  ])('%s seconds reads %s', (seconds, expected) => {
    expect(newYork.timeLeft(seconds)).toBe(expected);
  });
});
