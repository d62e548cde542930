/** The one long operation that runs on the practice, as main tells it. */
import type { OperationKind, OperationProgress } from '@causebook/contracts';
import { create } from 'zustand';
import { busyReasons } from '../words.ts';

export interface OperationState {
  readonly operation: OperationProgress | null;
  /** What this window has asked for and main has not answered yet. */
  readonly requested: OperationKind | null;
  /** The operation that was asked to stop. */
  readonly cancelling: string | null;
}

export const useOperation = create<OperationState>()(() => ({
  operation: null,
  requested: null,
  cancelling: null,
}));

export const selectKind = (state: OperationState): OperationKind | null =>
  state.operation?.kind ?? state.requested;

/** Why nothing else can be started now, in words; null when something can. */
export function selectBusyReason(state: OperationState): string | null {
  // Work that nobody asked for gives way to whatever the person wants.
  const kind = state.operation?.yields ? state.requested : selectKind(state);
  return kind === null ? null : busyReasons[kind];
}

export const selectIsCancelling = (state: OperationState): boolean =>
  state.operation !== null && state.cancelling === state.operation.operationId;
