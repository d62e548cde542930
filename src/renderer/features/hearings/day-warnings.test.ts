import type { Hearing, HearingDay } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { dayWarnings, type Wanted } from './day-warnings.ts';

const hearing = (change: Partial<Hearing>): Hearing => ({
  id: 'other',
  case: { id: 'sen', number: '', title: 'Das v. Sen' },
  day: '2026-05-06',
  time: '10:30',
  court: 'High Court',
  room: '',
  stage: '',
  purpose: '',
  outcome: '',
  notes: '',
  ...change,
});
const facts = (...hearings: Hearing[]): HearingDay => ({
  day: '2026-05-06',
  total: hearings.length,
  unrecorded: 0,
  hearings,
});
const wanted: Wanted = {
  day: '2026-05-06',
  time: '10:30',
  court: 'Civil Court',
  caseId: 'rao',
  lawyerName: null,
  hearingId: null,
  today: '2026-05-05',
  isComing: true,
};

test('the same time before another court is a clash', () => {
  const [warning, ...more] = dayWarnings(wanted, facts(hearing({})));
  expect(warning).toMatch(/^At 10:30.* the office is expected before High Court, too: Das v\. Sen\.$/);
  expect(more).toEqual([]);
});

test('the same court, another time or no time is none', () => {
  expect(dayWarnings(wanted, facts(hearing({ court: ' civil court' })))).toEqual([]);
  expect(dayWarnings(wanted, facts(hearing({ time: '11:00' })))).toEqual([]);
  expect(dayWarnings({ ...wanted, time: null }, facts(hearing({ time: null })))).toEqual([]);
});

test('two lawyers can be in two places, one cannot', () => {
  const hers = facts(hearing({ lawyerName: 'Asha Rao' }));
  expect(dayWarnings({ ...wanted, lawyerName: 'Ravi Das' }, hers)).toEqual([]);
  expect(dayWarnings({ ...wanted, lawyerName: 'Asha Rao' }, hers)).toHaveLength(1);
  expect(dayWarnings(wanted, hers)).toHaveLength(1);
});

test('a case that is listed on that day already is said to be, but a hearing is no clash with itself', () => {
  const own = hearing({ case: { id: 'rao', number: '', title: 'Rao v. State' }, time: null });
  expect(dayWarnings(wanted, facts(own))).toEqual(['This case is listed on this day already.']);
  expect(dayWarnings({ ...wanted, hearingId: 'other' }, facts(own))).toEqual([]);
});

test('days that have passed and weekends are pointed out', () => {
  expect(dayWarnings({ ...wanted, day: '2026-05-04' }, null)).toEqual(['This day has passed.']);
  expect(dayWarnings({ ...wanted, day: '2026-05-04', isComing: false }, null)).toEqual([]);
  expect(dayWarnings({ ...wanted, day: '2026-05-10' }, null)).toEqual(['This day is a Sunday.']);
});
