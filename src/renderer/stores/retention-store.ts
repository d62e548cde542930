/** Which backups are kept, what would become of them under other rules, and what stands against removing any. */
import type { BackupEntry, Failure, RetentionPolicy, RetentionStatus } from '@causebook/contracts';
import { create } from 'zustand';

export interface RetentionState {
  readonly retention: RetentionStatus | null;
  /** What rules would do that are not saved; null while there are none. */
  readonly preview: { readonly policy: RetentionPolicy; readonly retention: RetentionStatus } | null;
  readonly saving: boolean;
  readonly failure: Failure | null;
}

export const useRetention = create<RetentionState>()(() => ({
  retention: null,
  preview: null,
  saving: false,
  failure: null,
}));

export const NO_REASONS: readonly string[] = [];

/** Why a backup stays, in words. Empty for one that may go, and while it is not known. */
export const reasonsOf =
  ({ backupId }: BackupEntry) =>
  ({ retention }: RetentionState): readonly string[] => {
    const decision = retention?.decisions.find((each) => each.backupId === backupId);
    return decision?.keep ? decision.reasons : NO_REASONS;
  };
