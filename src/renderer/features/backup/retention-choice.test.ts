import { defaultRetention, RetentionPolicy } from '@causebook/contracts';
import { describe, expect, it } from 'vitest';
import { createFormat } from '../../format.ts';
import { choiceInWords, choiceOf, counts, numbersOf, type ReadyChoice } from './retention-choice.ts';

const english = createFormat({ locale: 'en-GB', timeZone: 'UTC' });
const ready: readonly ReadyChoice[] = ['little', 'usual', 'much'];

describe('the choice', () => {
  it.each(ready)('"%s" is read from its own numbers, which are rules that can be saved', (choice) => {
    const policy = { ...defaultRetention, ...numbersOf[choice] };
    expect(choiceOf(policy)).toBe(choice);
    expect(RetentionPolicy.parse(policy)).toEqual(policy);
  });

  it('of a new profile is as usual', () => {
    expect(choiceOf(defaultRetention)).toBe('usual');
  });

  it.each(counts)('is one of own numbers as soon as %s differs', (key) => {
    for (const choice of ready) {
      const numbers = numbersOf[choice];
      expect(choiceOf({ ...numbers, [key]: numbers[key] + 1 })).toBe('own');
    }
  });

  it('has nothing to do with what is beside the numbers', () => {
    expect(
      choiceOf({
        ...defaultRetention,
        enabled: false,
        includeManual: true,
        largestTotal: 5e9,
      } as RetentionPolicy),
    ).toBe('usual');
  });

  it('of more keeps no less of anything', () => {
    for (const key of counts) {
      expect(numbersOf.usual[key]).toBeGreaterThanOrEqual(numbersOf.little[key]);
      expect(numbersOf.much[key]).toBeGreaterThanOrEqual(numbersOf.usual[key]);
    }
  });

  it.each([
    [
      'little',
      'The 5 latest, all of the last 3 days, one a day for 7 days, one a week for 4 weeks, one a month for 6 months and one a year for 2 years.',
    ],
    [
      'usual',
      'The 10 latest, all of the last 7 days, one a day for 30 days, one a week for 12 weeks, one a month for 12 months and one a year for 10 years.',
    ],
    [
      'much',
      'The 30 latest, all of the last 30 days, one a day for 180 days, one a week for 104 weeks, one a month for 120 months and one a year for 30 years.',
    ],
    ['own', 'You set how many of each are kept.'],
  ] as const)('"%s" says what it means', (choice, sentence) => {
    expect(choiceInWords(choice, english)).toBe(sentence);
  });
});
