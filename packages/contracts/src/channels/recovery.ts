/** Out of a practice that is damaged or cannot be opened. */
import { z } from 'zod';
import { BackupId } from '../archive.ts';
import { call } from '../call.ts';
import { Examination, NewerRows, RecoveryOptions, RepairChoice, RepairResult } from '../recovery.ts';
import { Nothing } from './shared.ts';

export const recoveryCalls = {
  /** Reads nothing of the damaged practice. */
  'recovery:getOptions': call(Nothing, z.object({ options: RecoveryOptions })),
  /** Looks at all of it; writes nothing. Gives way to whatever else is asked for. */
  'recovery:examine': call(Nothing, z.object({ examination: Examination })),
  /** What the damaged practice has that a backup has not. */
  'recovery:compare': call(z.object({ backupId: BackupId }), z.object({ newer: NewerRows })),
  /** The token comes from `recovery:examine`, for a merge from `recovery:compare`. */
  'recovery:repair': call(
    z.object({ choice: RepairChoice, confirmationToken: z.string().max(200) }),
    RepairResult,
  ),
  /** What the last repair since the start came to, for whoever may see entries now; null when there was none. */
  'recovery:getReport': call(Nothing, z.object({ result: RepairResult.nullable() })),
  /** Copies what can be read of a profile that cannot be used where it lies. Main asks where to. */
  'recovery:saveReadable': call(
    Nothing,
    z.object({ folder: z.string(), files: z.int().nonnegative(), unreadable: z.int().nonnegative() }),
  ),
  'recovery:showFolder': call(Nothing, z.object({ folder: z.string() })),
  'recovery:quit': call(Nothing, z.object({ isEnding: z.boolean() })),
};
