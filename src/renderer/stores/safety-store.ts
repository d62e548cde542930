/** How safe the practice is, in main's judgement. */
import type { Failure, SafetyStatus } from '@causebook/contracts';
import { create } from 'zustand';

export interface SafetyState {
  readonly safety: SafetyStatus | null;
  readonly failure: Failure | null;
}

export const useSafety = create<SafetyState>()(() => ({ safety: null, failure: null }));
