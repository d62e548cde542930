/** The earlier states of the practice that can be gone back to. */
import type { Failure, RestorePoint } from '@causebook/contracts';
import { create } from 'zustand';

export interface RestorePointsState {
  readonly restorePoints: readonly RestorePoint[];
  readonly loaded: boolean;
  readonly failure: Failure | null;
}

export const useRestorePoints = create<RestorePointsState>()(() => ({
  restorePoints: [],
  loaded: false,
  failure: null,
}));

/** Where "Undo last restore" leads; undefined when there is nothing to undo. */
export const undoTarget = (restorePoints: readonly RestorePoint[]): RestorePoint | undefined =>
  restorePoints.find((point) => point.isUndoTarget);
