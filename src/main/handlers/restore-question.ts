/** A preview in the words of a message box: which file, how old, what would be different. */
import { counted } from '@causebook/backup';
import { signatureInWords, type ChangeCount, type RestorePreview } from '@causebook/contracts';
import type { Question } from '../dialogs.ts';

const DAY_SECONDS = 24 * 60 * 60;

type Facts = Pick<
  RestorePreview,
  'fileName' | 'filePath' | 'createdAt' | 'ageSeconds' | 'changes' | 'origin' | 'signature' | 'warnings'
>;

export function restoreQuestion(preview: Facts): Question {
  const { cases, hearings, tasks, orders, documents } = preview.changes;
  const differences = [
    inWords(cases, 'case'),
    inWords(hearings, 'hearing'),
    inWords(tasks, 'task'),
    inWords(orders, 'order'),
    inWords(documents, 'document'),
  ].filter((line) => line !== null);
  const foreign = preview.origin === 'another-practice' ? ['This backup belongs to another practice.'] : [];
  const detail = [
    preview.filePath,
    ageInWords(preview),
    '',
    ...(differences.length > 0 ? differences : ['Nothing in it differs from your practice as it is now.']),
    ...foreign,
    signatureInWords(preview.signature),
    ...preview.warnings,
    '',
    'Your practice as it is now is kept as a restore point, so that this can be undone.',
  ];
  return {
    message: `Replace your practice with the backup ${preview.fileName}?`,
    detail: detail.join('\n'),
    agree: 'Restore',
  };
}

function inWords({ appear, disappear, change }: ChangeCount, noun: string): string | null {
  const parts = [
    disappear > 0 ? `${counted(disappear, noun)} would disappear` : null,
    appear > 0 ? `${counted(appear, noun)} would appear` : null,
    change > 0 ? `${counted(change, noun)} would change` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : `${parts.join(', ')}.`;
}

function ageInWords({ createdAt, ageSeconds }: Facts): string {
  if (createdAt === null || ageSeconds === null) return 'The backup does not say when it was made.';
  const days = Math.floor(ageSeconds / DAY_SECONDS);
  return days < 1 ? 'Made less than a day ago.' : `Made ${counted(days, 'day')} ago.`;
}
