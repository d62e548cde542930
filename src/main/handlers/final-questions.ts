/** The words in which main asks before it does what cannot be undone. */
import { counted, practiceInWords, sizeInWords } from '@causebook/backup';
import type { BackupEntry, ImportReport, RestorePoint } from '@causebook/contracts';
import { momentInWords } from '../dates.ts';
import type { Question } from '../dialogs.ts';

const joined = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** @param isOnly whether no other backup is left */
export function deleteBackupQuestion(backup: BackupEntry, isOnly: boolean): Question {
  const { fileName, createdAt, size, fileState } = backup;
  const made = `Made on ${momentInWords(createdAt)}, ${sizeInWords(size)}.`;
  const what =
    fileState === 'missing'
      ? 'The file is not where it was. Only its line is taken off the list. If its disk is connected again, “Look for backups again” finds it.'
      : 'The file is deleted from the disk. This cannot be undone.';
  const last = isOnly ? ['', 'It is the only backup that you have.'] : [];
  return {
    message: `Delete the backup ${fileName}?`,
    detail: [made, '', what, ...last].join('\n'),
    agree: 'Delete backup',
  };
}

export function deleteRestorePointQuestion({
  name,
  replacedAt,
  createdAt,
  label,
  counts,
}: RestorePoint): Question {
  const holds = counts === null ? [] : [`It holds ${practiceInWords(counts)}.`];
  const detail = [
    label,
    ...holds,
    '',
    'You can no longer go back to it. This cannot be undone. Your backups are not touched.',
  ];
  const state = momentInWords(replacedAt ?? createdAt);
  return {
    message:
      name === ''
        ? `Delete the restore point of ${state}?`
        : `Delete the restore point “${name}”, the state of ${state}?`,
    detail: detail.join('\n'),
    agree: 'Delete restore point',
  };
}

export function undoImportQuestion({
  fileName,
  importedAt,
  cases,
  hearings,
  orders,
}: ImportReport): Question {
  const brought = [
    counted(cases, 'case'),
    ...(hearings > 0 ? [counted(hearings, 'hearing')] : []),
    ...(orders > 0 ? [counted(orders, 'order')] : []),
  ];
  const detail = [
    `Imported on ${momentInWords(importedAt)}: ${joined.format(brought)}. They are removed from the practice.`,
    '',
    'Cases that were worked on since are not lost: they go to the deleted entries, with everything in them, and can be brought back for 30 days.',
  ];
  return {
    message: `Undo the import of ${fileName}?`,
    detail: detail.join('\n'),
    agree: 'Undo this import',
  };
}
