/** What the app says about itself and the practice that is open. */
import type { Failure, Output } from '@causebook/contracts';
import { create } from 'zustand';

export type AppInfo = Output<'app:getInfo'>;

export interface AppState {
  readonly info: AppInfo | null;
  readonly failure: Failure | null;
}

export const useApp = create<AppState>()(() => ({ info: null, failure: null }));

/** Whether the person has still to choose how to begin. */
export const selectIsNew = ({ info, failure }: AppState): boolean =>
  failure === null && info !== null && !info.isBegun;
