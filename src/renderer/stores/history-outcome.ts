/** What came out of a recorded action: work that ended as it should can still have found something. Pure. */
import type { BackupStatus, ErrorCode, HistoryEntry } from '@causebook/contracts';
import type { TagTone } from '../components/Tag.tsx';
import { statusWords } from '../words.ts';

/** `found`: it ended, and what it looked at is not as it should be. */
export type HistoryOutcome = BackupStatus | 'found';

type Judged = Pick<HistoryEntry, 'kind' | 'status' | 'code' | 'message'>;

export interface OutcomeTag {
  readonly outcome: HistoryOutcome;
  readonly tone: TagTone;
  readonly word: string;
}

/** With these a check of a file did not fail: it says something about the file. */
const saysItIsBad: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'FILE_CORRUPTION',
  'CHANGED_SINCE_MADE',
  'VALIDATION_FAILED',
]);

interface Finding {
  /** The only sentences that say that nothing was found: words that are not known are no good news. */
  readonly good: RegExp;
  readonly goodWord: string;
  readonly foundWord: string;
  readonly foundTone: TagTone;
}

const findings: Readonly<Partial<Record<HistoryEntry['kind'], Finding>>> = {
  check: {
    good: /^All \S+ checks? passed\./,
    goodWord: 'All well',
    foundWord: 'Problem found',
    foundTone: 'danger',
  },
  verify: {
    good: /^(Every file in the backup is as it was|All \S+ backups? were read and are as they were)/,
    goodWord: 'Sound',
    foundWord: 'Not sound',
    foundTone: 'danger',
  },
  drill: {
    good: /^Restored on trial/,
    goodWord: 'Restores',
    foundWord: 'Does not restore',
    foundTone: 'danger',
  },
  heal: {
    good: /^(?!.*in no backup that can be reached)/s,
    goodWord: statusWords.completed,
    foundWord: 'Not all found',
    foundTone: 'attention',
  },
  restore: {
    good: /^(?!.*, with errors\.)/s,
    goodWord: statusWords.completed,
    foundWord: 'Done, with errors',
    foundTone: 'attention',
  },
};

const tones: Readonly<Record<BackupStatus, TagTone>> = {
  running: 'accent',
  completed: 'safe',
  failed: 'danger',
  cancelled: 'neutral',
  interrupted: 'attention',
};

export function outcomeOf({ kind, status, code, message }: Judged): OutcomeTag {
  const finding = findings[kind];
  const isFileBad = (kind === 'verify' || kind === 'drill') && code !== null && saysItIsBad.has(code);
  const found = status === 'completed' ? finding && !finding.good.test(message) : isFileBad;
  if (finding && found) return { outcome: 'found', tone: finding.foundTone, word: finding.foundWord };
  const word = status === 'completed' ? (finding?.goodWord ?? statusWords.completed) : statusWords[status];
  return { outcome: status, tone: tones[status], word };
}

/** The outcomes by which the history is filtered, in words. */
export const outcomeWords: Readonly<Record<HistoryOutcome, string>> = {
  ...statusWords,
  completed: 'Done, nothing found',
  found: 'Something found',
};
