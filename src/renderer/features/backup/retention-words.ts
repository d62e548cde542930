/** Reasons why a backup is kept, and what looks wrong, in the words of the screen. */
import type { Suspicion } from '@causebook/contracts';

/** `One of the 10 latest; the latest of March 2026. And by 3 more rules.` @param most how many are named */
export function reasonsInWords(reasons: readonly string[], most = reasons.length): string {
  const named = reasons.slice(0, most).map((reason) => reason.replace(/\.$/, ''));
  const joined = named.join('; ');
  if (joined === '') return '';
  const more = reasons.length - named.length;
  const rest = more === 0 ? '' : ` And by ${more} more ${more === 1 ? 'rule' : 'rules'}.`;
  return `${joined[0]!.toUpperCase()}${joined.slice(1)}.${rest}`;
}

interface SuspicionWords {
  readonly title: string;
  /** What the person may say to it. */
  readonly accept: string;
  readonly question: string;
  readonly consequence: string;
}

export const suspicionWords: Readonly<Record<Suspicion['kind'], SuspicionWords>> = {
  loss: {
    title: 'Is something missing from your practice?',
    accept: 'These numbers are right',
    question: 'Are these numbers right?',
    consequence:
      'Say so only if you know where the entries went, for example because you deleted them yourself.',
  },
  failed: {
    title: 'A backup failed a check.',
    accept: 'I have looked at it',
    question: 'Have you looked at this backup?',
    consequence: 'Do not rely on it. Make a new backup, so that there is a good one.',
  },
  clock: {
    title: 'The clock of this computer was wrong, or is.',
    accept: 'The clock is right now',
    question: 'Is the clock of this computer right now?',
    consequence: 'Look at the date and the time of this computer before you say so.',
  },
  practice: {
    title: 'Your practice did not pass its checks.',
    accept: 'I have looked at it',
    question: 'Have you looked at this?',
    consequence: 'What is damaged in the practice goes into every new backup, too.',
  },
};
