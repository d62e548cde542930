/** What was deleted and can be brought back. */
import type { DeletedEntry, Failure } from '@causebook/contracts';
import { create } from 'zustand';

export interface DeletedState {
  readonly entries: readonly DeletedEntry[];
  readonly loaded: boolean;
  readonly failure: Failure | null;
  /** The entry that is being brought back. */
  readonly restoring: string | null;
}

export const useDeleted = create<DeletedState>()(() => ({
  entries: [],
  loaded: false,
  failure: null,
  restoring: null,
}));
