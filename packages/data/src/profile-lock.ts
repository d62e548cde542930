/**
 * One Causebook at a time holds a profile. The lock is an exclusive transaction on a small database: the system frees
 * it when the process ends, however it ends, so there is no stale lock to judge.
 */
import { AppError, toAppError } from '@causebook/contracts';
import SqliteDatabase from 'better-sqlite3';
import { giveUpBallast } from './ballast.ts';
import type { ProfilePaths } from './profile-paths.ts';

export interface ProfileLock {
  release(): void;
}

/** @throws AppError BUSY when another process holds the profile; PERMISSION_DENIED when its folder cannot be written. */
export function lockProfile(paths: ProfilePaths): ProfileLock {
  try {
    return takeLock(paths);
  } catch (error) {
    // On a full disk not even this can be written. What the profile holds in reserve is for that.
    const isFull = error instanceof AppError && error.code === 'INSUFFICIENT_SPACE';
    if (!isFull || !giveUpBallast(paths)) throw error;
    return takeLock(paths);
  }
}

function takeLock(paths: ProfilePaths): ProfileLock {
  let database: SqliteDatabase.Database | undefined;
  try {
    database = new SqliteDatabase(paths.lock, { timeout: 0 });
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    const failure = toAppError(error, 'CONNECTION_FAILED');
    if (failure.code === 'BUSY') {
      throw new AppError(
        'BUSY',
        'Causebook is already at work on this practice, in another window or on another command line.',
        {
          remedy: 'Close the other one, or wait until it has finished, and try again.',
          cause: error,
        },
      );
    }
    if (failure.code === 'CONNECTION_FAILED' || failure.code === 'PERMISSION_DENIED') {
      throw new AppError('PERMISSION_DENIED', `The folder ${paths.root} cannot be written.`, {
        cause: error,
      });
    }
    throw failure;
  }
  const held = database;
  return {
    release: () => {
      held.close();
    },
  };
}
