import type { HistoryEntry } from '@causebook/contracts';
import { expect, it } from 'vitest';
import { outcomeOf } from './history-outcome.ts';

const entry = (
  kind: HistoryEntry['kind'],
  message: string,
  rest: Partial<Pick<HistoryEntry, 'status' | 'code'>> = {},
): HistoryEntry => ({ kind, message, status: 'completed', code: null, ...rest }) as HistoryEntry;
const failed = (code: HistoryEntry['code']) => ({ status: 'failed', code }) as const;

it.each([
  [entry('check', 'All 14 checks passed.'), 'completed', 'safe', 'All well'],
  [
    entry('check', '2 of 14 checks found a problem. 1 of 10 files of documents is missing or damaged.'),
    'found',
    'danger',
    'Problem found',
  ],
  [entry('check', 'Some new sentence.'), 'found', 'danger', 'Problem found'],
  [entry('check', 'It did not answer.', failed('TIMEOUT')), 'failed', 'danger', 'Failed'],
  [
    entry('verify', 'Every file in the backup is as it was: 15 files, 2 MB checked. Signed.'),
    'completed',
    'safe',
    'Sound',
  ],
  [entry('verify', 'All 3 backups were read and are as they were.'), 'completed', 'safe', 'Sound'],
  [
    entry('verify', '2 of 3 backups are as they were. causebook-1.zip: It is damaged.'),
    'found',
    'danger',
    'Not sound',
  ],
  [entry('verify', 'The backup is damaged.', failed('FILE_CORRUPTION')), 'found', 'danger', 'Not sound'],
  [entry('verify', 'It was changed.', failed('CHANGED_SINCE_MADE')), 'found', 'danger', 'Not sound'],
  [entry('verify', 'The file is not there.', failed('BACKUP_NOT_FOUND')), 'failed', 'danger', 'Failed'],
  [entry('drill', 'Restored on trial: 3 cases, in 1 second.'), 'completed', 'safe', 'Restores'],
  [
    entry('drill', 'The backup is damaged.', failed('FILE_CORRUPTION')),
    'found',
    'danger',
    'Does not restore',
  ],
  [entry('drill', 'No room.', failed('INSUFFICIENT_SPACE')), 'failed', 'danger', 'Failed'],
  [entry('heal', '2 documents were brought back from causebook-1.zip.'), 'completed', 'safe', 'Done'],
  [
    entry('heal', '1 document is in no backup that can be reached: Plaint.pdf.'),
    'found',
    'attention',
    'Not all found',
  ],
  [entry('restore', 'Restored 4 documents and 5 cases.'), 'completed', 'safe', 'Done'],
  [
    entry('restore', 'Restored 4 documents and 5 cases, with errors. 1 is missing.'),
    'found',
    'attention',
    'Done, with errors',
  ],
  [entry('restore', 'The backup is damaged.', failed('FILE_CORRUPTION')), 'failed', 'danger', 'Failed'],
  [entry('export', 'Backup made, read back and checked.'), 'completed', 'safe', 'Done'],
  [
    entry('verify', 'Cancelled.', { status: 'cancelled', code: 'CANCELLED' }),
    'cancelled',
    'neutral',
    'Cancelled',
  ],
  [entry('drill', '', { status: 'running' }), 'running', 'accent', 'Running'],
  [entry('check', 'Causebook ended.', { status: 'interrupted' }), 'interrupted', 'attention', 'Interrupted'],
] as const)('%j is %s, in %s, and reads "%s"', (judged, outcome, tone, word) => {
  expect(outcomeOf(judged)).toEqual({ outcome, tone, word });
});
