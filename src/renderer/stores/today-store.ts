/** What there is to know in the morning, in main's words. */
import type { Failure, TodayView } from '@causebook/contracts';
import { create } from 'zustand';

export interface TodayState {
  readonly view: TodayView | null;
  readonly failure: Failure | null;
}

export const useToday = create<TodayState>()(() => ({ view: null, failure: null }));
