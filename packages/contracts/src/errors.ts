/** Everything that can go wrong in front of a person: a closed set of codes, each with its sentence, its remedy and its exit code. */
import { z } from 'zod';

export const ErrorCode = z.enum([
  /** The disk that the work needs is full, or would be. */
  'INSUFFICIENT_SPACE',
  /** A file or folder may not be read or written, or a call came from a window that may not make it. */
  'PERMISSION_DENIED',
  /** An archive or a stored file does not hold the bytes it promises. */
  'FILE_CORRUPTION',
  /** The archive is consistent, but its signature does not fit: somebody changed it. */
  'CHANGED_SINCE_MADE',
  /** A step did not end within its deadline. */
  'TIMEOUT',
  /** A setting, a schedule or a column map cannot be used. */
  'INVALID_CONFIG',
  /** The database cannot be opened or answered with an error. */
  'CONNECTION_FAILED',
  /** No backup with that id, or its file is gone. */
  'BACKUP_NOT_FOUND',
  /** Other backups cannot be restored without this one. */
  'BACKUP_NEEDED',
  /** An increment needs another archive, and that one is not there. */
  'BASE_MISSING',
  /** The file is not a Causebook backup, or breaks a rule of the format. */
  'VALIDATION_FAILED',
  /** The archive or the database was made by a newer version of Causebook. */
  'VERSION_UNSUPPORTED',
  /** Making the backup failed for a reason that has no code of its own. */
  'BACKUP_FAILED',
  /** The restore failed before the change; the practice is as it was. */
  'RESTORE_FAILED',
  /** Going back to a restore point failed; the practice is as it was. */
  'ROLLBACK_FAILED',
  /** There is no earlier state to go back to. */
  'NOTHING_TO_UNDO',
  /** The confirmation is too old, was used already, or belongs to another file. */
  'CONFIRMATION_EXPIRED',
  /** Another operation, or another Causebook, is at work on this practice. */
  'BUSY',
  /** A backup that is protected, or that another one needs, was to be deleted. */
  'PROTECTED',
  /** Old backups were to be removed while something looks wrong, or before a newer one is proven. */
  'PRUNING_HELD',
  /** The person, or a shutdown, asked to stop. */
  'CANCELLED',
  /** What was sent or typed cannot be understood. */
  'INVALID_INPUT',
  /** A case, document or restore point that does not exist. */
  'NOT_FOUND',
  /** The folder holds no practice yet. */
  'PRACTICE_MISSING',
  /** A practice is there, but which of its generations is the live one cannot be told. */
  'PRACTICE_UNREADABLE',
  /** The work needs an empty practice, and this one has entries. */
  'PRACTICE_NOT_EMPTY',
  /** Somebody has to say who they are first. */
  'SIGN_IN_NEEDED',
  /** The PIN is not that of this user. */
  'PIN_WRONG',
  /** The disk reported an error while reading or writing. */
  'DEVICE_ERROR',
  /** The folder of the profile cannot be used, so nothing can be asked of it. */
  'PROFILE_CLOSED',
  /** The process that did the work ended without an answer. */
  'ENGINE_CRASHED',
  /** A defect of Causebook. */
  'INTERNAL',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

export interface ErrorWords {
  /** Few words, for the top line of a toast. */
  readonly title: string;
  /** One plain sentence, used where the failure has none of its own. */
  readonly sentence: string;
  /** What the person can do now. */
  readonly remedy: string;
  /** What the command line exits with. */
  readonly exitCode: 1 | 2 | 3 | 4 | 5 | 6 | 7;
}

/** A code without words does not compile. */
export const errorWords: Readonly<Record<ErrorCode, ErrorWords>> = {
  INSUFFICIENT_SPACE: {
    title: 'Not enough disk space',
    sentence: 'There is not enough free space on the disk.',
    remedy: 'Free some space on that disk, or choose a folder on another one, and try again.',
    exitCode: 4,
  },
  PERMISSION_DENIED: {
    title: 'Not allowed',
    sentence: 'Causebook may not read or write there.',
    remedy:
      'Check that the folder is not write-protected and that your account may use it, or choose another one.',
    exitCode: 5,
  },
  FILE_CORRUPTION: {
    title: 'The file is damaged',
    sentence: 'The file does not hold what it should.',
    remedy: 'Use another backup. If this file was copied from elsewhere, copy it again.',
    exitCode: 3,
  },
  CHANGED_SINCE_MADE: {
    title: 'Changed since it was made',
    sentence:
      'Somebody changed this backup after it was made: its signature does not fit. Nothing was restored from it.',
    remedy:
      'Use another backup. If you have no other, restore this one on the Backup screen, where that is asked for separately.',
    exitCode: 3,
  },
  TIMEOUT: {
    title: 'Took too long',
    sentence: 'A step did not finish in time and was stopped.',
    remedy: 'Check that the disk is connected and not busy, and try again.',
    exitCode: 1,
  },
  INVALID_CONFIG: {
    title: 'A setting cannot be used',
    sentence: 'A setting has a value that cannot be used.',
    remedy: 'Correct the setting that is named and try again.',
    exitCode: 2,
  },
  CONNECTION_FAILED: {
    title: 'The database cannot be opened',
    sentence: 'The database of the practice cannot be opened.',
    remedy: 'Restore the newest backup. The damaged file is kept and nothing is deleted.',
    exitCode: 1,
  },
  BACKUP_NOT_FOUND: {
    title: 'Backup not found',
    sentence: 'That backup file is not there any more.',
    remedy: 'Check that the disk that holds it is connected, or choose another backup.',
    exitCode: 1,
  },
  BACKUP_NEEDED: {
    title: 'Still needed',
    sentence: 'Other backups cannot be restored without this one.',
    remedy: 'Make full backups out of the increments, or delete them, first.',
    exitCode: 1,
  },
  BASE_MISSING: {
    title: 'Another file is needed',
    sentence: 'This backup builds on another one, and that file is not there.',
    remedy: 'Put the file that it needs beside this one, or choose a full backup.',
    exitCode: 1,
  },
  VALIDATION_FAILED: {
    title: 'Not a usable backup',
    sentence: 'This file is not a backup that Causebook can use.',
    remedy: 'Choose a ZIP file that was made by Causebook.',
    exitCode: 3,
  },
  VERSION_UNSUPPORTED: {
    title: 'Made by a newer Causebook',
    sentence: 'This was made by a newer version of Causebook.',
    remedy: 'Update Causebook on this computer and try again. Nothing was changed.',
    exitCode: 3,
  },
  BACKUP_FAILED: {
    title: 'The backup failed',
    sentence: 'The backup could not be made.',
    remedy: 'Try again. Earlier backups are untouched.',
    exitCode: 1,
  },
  RESTORE_FAILED: {
    title: 'The restore failed',
    sentence: 'The restore failed. Your practice is exactly as it was before.',
    remedy: 'Try again, or choose another backup.',
    exitCode: 1,
  },
  ROLLBACK_FAILED: {
    title: 'Could not go back',
    sentence: 'Going back to the earlier state failed. Your practice is exactly as it was before.',
    remedy: 'Try again, or restore a backup instead.',
    exitCode: 1,
  },
  NOTHING_TO_UNDO: {
    title: 'Nothing to undo',
    sentence: 'There is no restore to undo.',
    remedy: 'Restore points appear here after a restore.',
    exitCode: 1,
  },
  CONFIRMATION_EXPIRED: {
    title: 'Please look again',
    sentence: 'The confirmation is too old or belongs to another file.',
    remedy: 'Open the preview again and confirm what it shows.',
    exitCode: 1,
  },
  BUSY: {
    title: 'Something else is running',
    sentence: 'Another operation is running on this practice.',
    remedy: 'Wait until it has finished, or cancel it, and try again.',
    exitCode: 6,
  },
  PROTECTED: {
    title: 'This backup is protected',
    sentence: 'This backup is protected and is not deleted.',
    remedy: 'Stop protecting it first if you are sure that it may go.',
    exitCode: 1,
  },
  PRUNING_HELD: {
    title: 'Old backups are kept for now',
    sentence: 'No backup is removed at the moment.',
    remedy: 'Look at the reason that is named. Nothing was removed.',
    exitCode: 1,
  },
  CANCELLED: {
    title: 'Cancelled',
    sentence: 'Cancelled. Nothing was changed.',
    remedy: 'Start again whenever you like.',
    exitCode: 7,
  },
  INVALID_INPUT: {
    title: 'Please check the values',
    sentence: 'A value is missing or cannot be used.',
    remedy: 'Correct what is named and try again.',
    exitCode: 2,
  },
  NOT_FOUND: {
    title: 'Not found',
    sentence: 'That entry does not exist any more.',
    remedy: 'Refresh the list and try again.',
    exitCode: 1,
  },
  PRACTICE_MISSING: {
    title: 'No practice here',
    sentence: 'This folder holds no practice yet.',
    remedy: 'Start a new practice there, or restore a backup into it.',
    exitCode: 1,
  },
  PRACTICE_UNREADABLE: {
    title: 'The practice cannot be opened',
    sentence: 'Which state of the practice is the live one cannot be told. Nothing was changed.',
    remedy: 'Choose one of the states that are still there, or restore a backup.',
    exitCode: 1,
  },
  PRACTICE_NOT_EMPTY: {
    title: 'The practice is not empty',
    sentence: 'This practice already has entries.',
    remedy: 'Use an empty profile folder for this.',
    exitCode: 1,
  },
  SIGN_IN_NEEDED: {
    title: 'Please sign in',
    sentence: 'Nobody is signed in.',
    remedy: 'Choose your name on the sign-in screen.',
    exitCode: 5,
  },
  PIN_WRONG: {
    title: 'Wrong PIN',
    sentence: 'That is not the PIN of this user.',
    remedy: 'Try again, or ask an owner of the practice to set a new PIN for you.',
    exitCode: 5,
  },
  DEVICE_ERROR: {
    title: 'The disk reported an error',
    sentence: 'The disk reported an error while reading or writing.',
    remedy: 'Check the cable and the health of the disk, and use another one for backups until then.',
    exitCode: 1,
  },
  PROFILE_CLOSED: {
    title: 'The folder of your practice cannot be used',
    sentence: 'The folder in which Causebook keeps your practice cannot be used.',
    remedy: 'Put right what keeps Causebook from it, and press “Try again”.',
    exitCode: 1,
  },
  ENGINE_CRASHED: {
    title: 'Stopped unexpectedly',
    sentence: 'The process that did the work stopped unexpectedly. Your practice is as it was before.',
    remedy: 'Try again. If it happens twice, restart the computer.',
    exitCode: 1,
  },
  INTERNAL: {
    title: 'Something went wrong',
    sentence: 'Something went wrong inside Causebook.',
    remedy: 'Try again. If it happens again, report it with the time it happened.',
    exitCode: 1,
  },
};

/** Facts for a person or a log: the archive entry at fault, the step that failed, paths where they help. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** A failure as it crosses a process boundary or is printed by the command line. */
export const Failure = z.object({
  success: z.literal(false),
  code: ErrorCode,
  /** One plain sentence. */
  error: z.string(),
  /** The same sentence; the window shows it. */
  message: z.string(),
  remedy: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
export type Failure = z.infer<typeof Failure>;

/** A failure that a person can meet. Anything else that is thrown becomes INTERNAL at the boundary. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;
  readonly remedy: string;

  constructor(
    code: ErrorCode,
    message: string = errorWords[code].sentence,
    options: { details?: ErrorDetails; remedy?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details;
    this.remedy = options.remedy ?? errorWords[code].remedy;
  }
}

const byErrno: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'INSUFFICIENT_SPACE',
  EDQUOT: 'INSUFFICIENT_SPACE',
  SQLITE_FULL: 'INSUFFICIENT_SPACE',
  // A database in WAL mode cannot even be opened on a full disk.
  SQLITE_IOERR_SHMSIZE: 'INSUFFICIENT_SPACE',
  EACCES: 'PERMISSION_DENIED',
  EPERM: 'PERMISSION_DENIED',
  EROFS: 'PERMISSION_DENIED',
  SQLITE_READONLY: 'PERMISSION_DENIED',
  SQLITE_CANTOPEN: 'CONNECTION_FAILED',
  SQLITE_CORRUPT: 'FILE_CORRUPTION',
  SQLITE_NOTADB: 'FILE_CORRUPTION',
  SQLITE_BUSY: 'BUSY',
  SQLITE_LOCKED: 'BUSY',
  SQLITE_IOERR: 'DEVICE_ERROR',
  EIO: 'DEVICE_ERROR',
  ENXIO: 'DEVICE_ERROR',
  ENODEV: 'DEVICE_ERROR',
  ETIMEDOUT: 'TIMEOUT',
};

function codeOf(error: unknown): string | undefined {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/**
 * Turns whatever was thrown into an AppError; the one place where errno and SQLite codes get their meaning.
 * @param fallback the code for failures that name no cause of their own, e.g. BACKUP_FAILED.
 */
export function toAppError(error: unknown, fallback: ErrorCode = 'INTERNAL'): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof Error && error.name === 'AbortError')
    return new AppError('CANCELLED', undefined, { cause: error });
  const errno = codeOf(error);
  // SQLite's extended codes refine the primary ones: SQLITE_IOERR_WRITE is a kind of SQLITE_IOERR.
  const known =
    errno === undefined ? undefined : (byErrno[errno] ?? byErrno[errno.split('_').slice(0, 2).join('_')]);
  const message = error instanceof Error ? error.message : String(error);
  if (known !== undefined) {
    return new AppError(known, undefined, {
      cause: error,
      details: { errno: errno ?? null, reason: message },
    });
  }
  return new AppError(fallback, undefined, { cause: error, details: { reason: message } });
}

/** The shape in which every failure reaches a window or a terminal. */
export function toFailure(error: unknown, fallback: ErrorCode = 'INTERNAL'): Failure {
  const { code, message, remedy, details } = toAppError(error, fallback);
  return {
    success: false,
    code,
    error: message,
    message,
    remedy,
    ...(details ? { details: { ...details } } : {}),
  };
}

/** Throws CANCELLED when the signal has been aborted. */
export function throwIfCancelled(signal: { readonly aborted: boolean } | undefined): void {
  if (signal?.aborted) throw new AppError('CANCELLED');
}
