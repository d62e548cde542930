/** The contract between window and main. To add a channel: add a line in `channels/`, then write the handler that the compiler asks for. */
import { backupCalls } from './channels/backup.ts';
import { casesCalls } from './channels/cases.ts';
import { documentsCalls } from './channels/documents.ts';
import { hearingsCalls } from './channels/hearings.ts';
import { importCalls } from './channels/import.ts';
import { integrityCalls } from './channels/integrity.ts';
import { practiceCalls } from './channels/practice.ts';
import { recoveryCalls } from './channels/recovery.ts';
import { restoreCalls } from './channels/restore.ts';
import { usersCalls } from './channels/users.ts';

export * from './channels/events.ts';
export { PickedArchive } from './channels/restore.ts';
export { ArchiveChoice } from './channels/shared.ts';

export const calls = {
  ...practiceCalls,
  ...casesCalls,
  ...hearingsCalls,
  ...documentsCalls,
  ...importCalls,
  ...usersCalls,
  ...backupCalls,
  ...restoreCalls,
  ...integrityCalls,
  ...recoveryCalls,
};
