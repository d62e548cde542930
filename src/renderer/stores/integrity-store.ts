/** The latest check of the practice, and what the last healing could not bring back. */
import type { Failure, HealResult, IntegrityReport } from '@causebook/contracts';
import { create } from 'zustand';

export interface IntegrityState {
  /** Null when this state of the practice was never checked. */
  readonly report: IntegrityReport | null;
  readonly loaded: boolean;
  readonly failure: Failure | null;
  /** What was brought back last in this window, until the next check. */
  readonly healed: HealResult | null;
}

export const useIntegrity = create<IntegrityState>()(() => ({
  report: null,
  loaded: false,
  failure: null,
  healed: null,
}));

export interface Chip {
  readonly tone: 'safe' | 'attention' | 'danger' | 'neutral';
  readonly word: string;
}

/** "All 14 checks passed", "2 problems". */
export function chipOf(report: IntegrityReport | null): Chip {
  if (report === null) return { tone: 'neutral', word: 'Not checked yet' };
  const { totalChecks, failedChecks } = report;
  if (failedChecks === 0) return { tone: 'safe', word: `All ${totalChecks} checks passed` };
  return { tone: 'danger', word: failedChecks === 1 ? '1 problem' : `${failedChecks} problems` };
}
