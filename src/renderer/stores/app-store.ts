/** What the app says about itself and the practice that is open. */
import type { Failure, Output } from '@causebook/contracts';
import { create } from 'zustand';

export type AppInfo = Output<'app:getInfo'>;

export interface AppState {
  readonly info: AppInfo | null;
  readonly failure: Failure | null;
  /** Whether the sample practice is being made. */
  readonly creatingSample: boolean;
}

export const useApp = create<AppState>()(() => ({ info: null, failure: null, creatingSample: false }));
