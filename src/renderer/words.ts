/** The English words for the closed sets of the contract; a value without words does not compile. */
import type {
  BackupEntry,
  BackupSource,
  BackupStatus,
  CaseStatus,
  ExportOptions,
  GenerationReason,
  HistoryEntry,
  OperationKind,
  PracticeCounts,
  RestorePreview,
  SafetyStatus,
  Weekday,
} from '@causebook/contracts';
import { format, type Format } from './format.ts';

/** Heading of a running operation. */
export const operationTitles: Readonly<Record<OperationKind, string>> = {
  export: 'Backing up',
  restore: 'Restoring the backup',
  preview: 'Looking into the backup',
  verify: 'Checking the file of a backup',
  undo: 'Undoing the last restore',
  delete: 'Deleting',
  rebuild: 'Looking for backups',
  unpack: 'Unpacking the backup',
  drill: 'Restoring a backup on trial',
  detect: 'Looking at what is new',
  sample: 'The sample practice',
  prune: 'Removing backups that are not needed',
  point: 'Keeping this state',
  check: 'Checking the practice',
  heal: 'Bringing documents back',
  repair: 'Recovering the practice',
};

/** Why a button has to wait. */
export const busyReasons: Readonly<Record<OperationKind, string>> = {
  export: 'A backup is being made. Please wait until it has finished.',
  restore: 'A backup is being restored. Please wait until it has finished.',
  preview: 'A backup is being looked into. Please wait until it has finished.',
  verify: 'The file of a backup is being checked. Please wait until it has finished.',
  undo: 'The last restore is being undone. Please wait until it has finished.',
  delete: 'Something is being deleted. Please wait until it has finished.',
  rebuild: 'Causebook is looking for backups. Please wait until it has finished.',
  unpack: 'A backup is being unpacked. Please wait until it has finished.',
  drill: 'A backup is being restored on trial. Please wait until it has finished.',
  detect: 'Causebook is looking at what is new. Please wait until it has finished.',
  sample: 'The sample practice is being opened or left. Please wait a moment.',
  prune: 'Backups that are not needed are being removed. Please wait until it has finished.',
  point: 'The present state is being kept. Please wait until it has finished.',
  check: 'The practice is being checked. Please wait until it has finished.',
  heal: 'Documents are being brought back from backups. Please wait until it has finished.',
  repair: 'The practice is being recovered. Please wait until it has finished.',
};

export const historyKinds: Readonly<Record<HistoryEntry['kind'], string>> = {
  export: 'Backup',
  restore: 'Restore',
  verify: 'Check of a file',
  undo: 'Undo of a restore',
  rollback: 'Return to an earlier state',
  delete: 'Deletion',
  rebuild: 'Search for backups',
  unpack: 'Unpacking',
  drill: 'Trial restore',
  reminder: 'Reminder',
  prune: 'Removal of old backups',
  point: 'Restore point',
  check: 'Check of the practice',
  heal: 'Documents brought back',
  repair: 'Recovery',
};

export const statusWords: Readonly<Record<BackupStatus, string>> = {
  running: 'Running',
  completed: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
};

/** The two ways to find out whether a backup is good: what each does, and what one knows afterwards. */
export const proofActions = {
  verify: {
    label: 'Check the file',
    about: 'Reads the file and compares every part of it with what was written. Then it is “Verified”.',
  },
  drill: {
    label: 'Restore on trial',
    about:
      'Checks it, too, and rebuilds the practice from it, apart from yours, which stays as it is. Then it is “Proven restorable”. Takes longer.',
  },
} as const;

export const sourceWords: Readonly<Record<BackupSource, string>> = {
  manual: 'Made by hand',
  scheduled: 'Made by the schedule',
};

export const safetyWords: Readonly<Record<SafetyStatus['level'], string>> = {
  safe: 'Safe',
  attention: 'Needs attention',
  danger: 'At risk',
};

export const caseStatusWords: Readonly<Record<CaseStatus, string>> = {
  open: 'Open',
  closed: 'Closed',
  archived: 'Archived',
};

export const reasonWords: Readonly<Record<GenerationReason, string>> = {
  created: 'Started as a new practice',
  restored: 'Restored from a backup',
  sample: 'Sample practice',
  kept: 'Kept',
  repaired: 'Made from a damaged state',
  returned: 'Returned to a kept state',
};

export const originWords: Readonly<Record<RestorePreview['origin'], string>> = {
  'this-practice': 'This backup is from this practice.',
  'another-practice': 'This backup is from another practice.',
  unknown: 'It cannot be told which practice this backup is from.',
};

export const fileStateWords: Readonly<Record<BackupEntry['fileState'], string>> = {
  present: 'The file is where it should be.',
  missing: 'The file is not where it was. Check that the disk that holds it is connected.',
  changed: 'The file does not have the size it should have. Check it before you rely on it.',
};

export const weekdays: readonly { readonly day: Weekday; readonly label: string }[] = [
  { day: 'monday', label: 'Monday' },
  { day: 'tuesday', label: 'Tuesday' },
  { day: 'wednesday', label: 'Wednesday' },
  { day: 'thursday', label: 'Thursday' },
  { day: 'friday', label: 'Friday' },
  { day: 'saturday', label: 'Saturday' },
  { day: 'sunday', label: 'Sunday' },
];

export const compressionWords: readonly string[] = [
  '0 – fastest, largest file',
  '1 – very fast',
  '2 – fast',
  '3 – fairly fast',
  '4 – rather fast than small',
  '5 – balanced towards fast',
  '6 – balanced (usual)',
  '7 – rather small than fast',
  '8 – small, slow',
  '9 – smallest, slowest',
];

/** `Holds the case diary, the documents and the description.` */
export function contentsInWords(
  {
    includeDatabase,
    includeFiles,
    includeMetadata,
  }: Pick<ExportOptions, 'includeDatabase' | 'includeFiles' | 'includeMetadata'>,
  f: Format = format,
): string {
  const parts = [
    includeDatabase ? 'the case diary' : null,
    includeFiles ? 'the documents' : null,
    includeMetadata ? 'the description' : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'Holds nothing.' : `Holds ${f.list(parts)}.`;
}

const NO_BREAK = '\u00a0';

const NOUNS = [
  ['cases', 'case', 'cases'],
  ['hearings', 'hearing', 'hearings'],
  ['tasks', 'task', 'tasks'],
  ['orders', 'order', 'orders'],
  ['documents', 'document', 'documents'],
] as const;

/** `214 cases, 1,903 hearings, 97 tasks, 310 orders, 5,410 documents`, without what is not there. */
export function countsInWords(counts: PracticeCounts, f: Format = format): string {
  const parts = NOUNS.filter(([key]) => counts[key] > 0).map(([key, one, many]) =>
    // A number stays on one line with its word.
    f.count(counts[key], one, many).replace(' ', NO_BREAK),
  );
  return parts.length === 0 ? 'Nothing yet' : parts.join(', ');
}

/** What is in a backup. Its counts are those of the practice, whether or not everything went into it. */
export function heldInWords(
  { counts, includeDatabase, includeFiles }: Pick<BackupEntry, 'counts' | 'includeDatabase' | 'includeFiles'>,
  f: Format = format,
): string {
  const none = { users: 0, cases: 0, hearings: 0, tasks: 0, orders: 0, documents: 0, bytes: 0 };
  if (includeDatabase && includeFiles) return countsInWords(counts, f);
  if (includeDatabase) return `${countsInWords({ ...counts, documents: 0 }, f)}. Without the documents.`;
  return `${countsInWords({ ...none, documents: counts.documents }, f)}. Without the case diary.`;
}
