import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayPlus, isWorkingDay, weekdayOf } from './days.ts';
import { intervalsOf, median, proposeNext, type PastHearing, type Rhythms } from './propose-next.ts';

const at = (day: string, time: string | null = null): PastHearing => ({ day, time });
const rhythms = (given: Partial<Rhythms>): Rhythms => ({
  hearing: at('2026-05-05'),
  today: '2026-05-05',
  ofCase: [],
  ofCourt: [],
  court: 'District Court, Pune',
  taken: new Set(),
  ...given,
});

describe('the interval', () => {
  test('is that of the case where it has one', () => {
    const ofCase = ['2026-02-10', '2026-03-03', '2026-03-24', '2026-04-14'].map((day) => at(day));
    expect(proposeNext(rhythms({ ofCase, ofCourt: [7, 7, 7, 7, 7] }))).toEqual({
      day: '2026-05-26',
      time: null,
      because: 'The hearings of this case are usually 3 weeks apart. Its hearings are usually on a Tuesday.',
    });
  });

  test('is that of the court where the case has none yet', () => {
    const { day, because } = proposeNext(
      rhythms({ ofCase: [at('2026-04-01')], ofCourt: [10, 9, 30, 9, 10] }),
    );
    expect([day, because]).toEqual([
      '2026-05-15',
      'Cases before District Court, Pune are usually heard again after 10 days.',
    ]);
  });

  test('is four weeks where nothing is known', () => {
    const { day, because } = proposeNext(rhythms({ ofCourt: [10, 9] }));
    expect([day, because]).toEqual([
      '2026-06-02',
      'Four weeks on, as there are no earlier hearings to go by.',
    ]);
  });

  test.each([
    [7, '1 week'],
    [10, '10 days'],
    [21, '3 weeks'],
    [65, 'about 9 weeks'],
  ])('of %i days is %s', (days, words) => {
    const { because } = proposeNext(rhythms({ ofCourt: Array.from({ length: 5 }, () => days) }));
    expect(because).toContain(`usually heard again after ${words}.`);
  });

  test('leaves out long pauses and days that come twice', () => {
    expect(intervalsOf(['2026-05-05', '2024-01-01', '2026-05-01', '2026-05-05'])).toEqual([4]);
    expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 3]);
  });
});

describe('the day', () => {
  test('is never on a weekend, and says so', () => {
    // Ten days after Thursday, 7 May 2026, is a Sunday.
    const { day, because } = proposeNext(
      rhythms({ hearing: at('2026-05-07'), ofCourt: [10, 10, 10, 10, 10] }),
    );
    expect(day).toBe('2026-05-18');
    expect(because).toContain('That day falls on a weekend, so this is the Monday after it.');
  });

  test('skips those on which the case is listed already', () => {
    const taken = new Set(['2026-06-02', '2026-06-03']);
    expect(proposeNext(rhythms({ taken })).day).toBe('2026-06-04');
  });

  test('keeps the weekday of the case also where its day is taken', () => {
    const ofCase = ['2026-04-07', '2026-04-14', '2026-04-21', '2026-04-28'].map((day) => at(day));
    const { day } = proposeNext(rhythms({ ofCase, taken: new Set(['2026-05-12']) }));
    expect(day).toBe('2026-05-19');
  });

  test('lies after today also where the weekday of the case has just been', () => {
    const ofCase = ['2026-04-07', '2026-04-14', '2026-04-21'].map((day) => at(day));
    const { day } = proposeNext(rhythms({ hearing: at('2026-04-30'), today: '2026-05-06', ofCase }));
    expect(day).toBe('2026-05-12');
  });

  test('lies ahead when an old hearing is recorded late', () => {
    const { day, because } = proposeNext(rhythms({ hearing: at('2026-01-06'), today: '2026-05-05' }));
    expect(day).toBe('2026-05-26');
    expect(because).toContain('Counted on to the first such day after today.');
  });

  test('comes after a hearing that itself lies ahead', () => {
    expect(proposeNext(rhythms({ hearing: at('2026-08-03') })).day).toBe('2026-08-31');
  });
});

describe('the time', () => {
  test('is that of the habit', () => {
    const ofCase = ['2026-02-10', '2026-03-03', '2026-03-24'].map((day) => at(day, '14:30'));
    expect(proposeNext(rhythms({ hearing: at('2026-04-14', '10:30'), ofCase })).time).toBe('14:30');
  });
  test('is that of this hearing where there is no habit', () => {
    expect(proposeNext(rhythms({ hearing: at('2026-05-05', '11:00') })).time).toBe('11:00');
  });
});

test('whatever the past is, the day is a free working day after today and after the hearing', () => {
  const anyDay = fc.integer({ min: -900, max: 200 }).map((days) => dayPlus('2026-05-05', days));
  const anyHearing = fc.record({ day: anyDay, time: fc.constantFrom(null, '10:30', '14:30') });
  fc.assert(
    fc.property(
      fc.record({
        hearing: anyHearing,
        today: fc.constant('2026-05-05'),
        ofCase: fc.array(anyHearing, { maxLength: 15 }),
        ofCourt: fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 12 }),
        court: fc.constant(''),
        taken: fc.array(anyDay.map((day) => dayPlus(day, 200))).map((days) => new Set(days)),
      }),
      (given) => {
        const { day } = proposeNext(given);
        expect(isWorkingDay(day)).toBe(true);
        expect(weekdayOf(day)).toBeGreaterThan(0);
        expect(day > given.today && day > given.hearing.day).toBe(true);
        expect(given.taken.has(day)).toBe(false);
      },
    ),
  );
});
