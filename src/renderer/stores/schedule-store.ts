/** The schedule that is in force and how it goes. */
import type { Failure, ScheduleStatus } from '@causebook/contracts';
import { create } from 'zustand';

export interface ScheduleState {
  readonly status: ScheduleStatus | null;
  readonly saving: boolean;
  readonly failure: Failure | null;
}

export const useSchedule = create<ScheduleState>()(() => ({ status: null, saving: false, failure: null }));
