/** What the person should hear about the last run of the app: what was cut off, what was set aside, what cannot be opened. */
import type { AppError, HistoryEntry } from '@causebook/contracts';
import type { NewOutcome } from './outcomes.ts';
import { practiceProblem } from './practice-problem.ts';

export interface StartupFacts {
  readonly problem: AppError | null;
  readonly quarantinedCatalog: string | null;
  /** Operations that ended with the app. */
  readonly interrupted: readonly HistoryEntry[];
  /** Restores that were cut off before their change. */
  readonly unfinishedGenerations: number;
  /** Whether the disk is so full that the profile's reserve had to be given up. */
  readonly isDiskFull: boolean;
}

export function startupOutcomes(facts: StartupFacts): NewOutcome[] {
  return [...cutOff(facts), ...setAside(facts), ...fullDisk(facts), ...unreadable(facts)];
}

function cutOff({ interrupted, unfinishedGenerations }: StartupFacts): NewOutcome[] {
  const kinds = new Set(interrupted.map(({ kind }) => kind));
  const title = 'Cut off when Causebook last ended';
  if (kinds.has('point') && !kinds.has('restore') && !kinds.has('rollback')) {
    return [
      {
        id: 'interrupted',
        level: 'warning',
        title,
        message: 'A state that was being kept is not: it was cut off. Your practice was not touched.',
        remedy: 'Keep it again if you still need it.',
      },
    ];
  }
  if (unfinishedGenerations > 0 || kinds.has('restore')) {
    return [
      {
        id: 'interrupted',
        level: 'warning',
        title,
        message: 'A restore was cut off and cleared away. Your practice is as it was before it.',
      },
    ];
  }
  if (kinds.has('export')) {
    return [
      {
        id: 'interrupted',
        level: 'warning',
        title,
        message: 'A backup was cut off and left nothing behind.',
        remedy: 'Make a backup now, unless a newer one is in the list.',
      },
    ];
  }
  return [];
}

function setAside({ quarantinedCatalog }: StartupFacts): NewOutcome[] {
  if (quarantinedCatalog === null) return [];
  return [
    {
      id: 'catalog',
      level: 'warning',
      title: 'The list of backups was damaged',
      message: `A new list was begun; the damaged one is kept in ${quarantinedCatalog}. Your backups themselves are untouched.`,
      remedy: 'Press “Look for backups again” on the backup screen to fill the new list.',
    },
  ];
}

function fullDisk({ isDiskFull }: StartupFacts): NewOutcome[] {
  if (!isDiskFull) return [];
  return [
    {
      id: 'disk',
      level: 'warning',
      code: 'INSUFFICIENT_SPACE',
      title: 'The disk is full',
      message:
        'Causebook opened with what it keeps in reserve. What you enter may soon not be saved any more.',
      remedy: 'Free some space on the disk that holds your practice, and start Causebook again.',
    },
  ];
}

function unreadable({ problem }: StartupFacts): NewOutcome[] {
  if (problem === null) return [];
  const { code, message, remedy } = practiceProblem(problem);
  return [{ id: 'practice', level: 'error', title: 'Your practice cannot be opened', message, remedy, code }];
}
