/** The earlier states of the practice that can be gone back to. */
import type { Failure, RestorePoint, RestorePointDetails } from '@causebook/contracts';
import { create } from 'zustand';

export interface RestorePointsState {
  readonly restorePoints: readonly RestorePoint[];
  readonly loaded: boolean;
  readonly failure: Failure | null;
  /** The one whose details are shown; they are null while they are being gathered. */
  readonly looking: { readonly point: RestorePoint; readonly details: RestorePointDetails | null } | null;
}

export const useRestorePoints = create<RestorePointsState>()(() => ({
  restorePoints: [],
  loaded: false,
  failure: null,
  looking: null,
}));

/** Where "Undo last restore" leads; undefined when there is nothing to undo. */
export const undoTarget = (restorePoints: readonly RestorePoint[]): RestorePoint | undefined =>
  restorePoints.find((point) => point.isUndoTarget);
