/** Files on their way into the practice. */
import type { DocumentProgress } from '@causebook/contracts';
import { create } from 'zustand';

export interface AddingState {
  /** Files of this go; 0 when none is being added. Null when main has the list, from its own dialog. */
  readonly total: number | null;
  readonly done: number;
  /** Of a large file; null while none is under way. */
  readonly progress: DocumentProgress | null;
  readonly stopping: boolean;
}

export const nothingAdded: AddingState = { total: 0, done: 0, progress: null, stopping: false };

export const useAdding = create<AddingState>()(() => nothingAdded);

export const selectIsAdding = ({ total, progress }: AddingState): boolean => total !== 0 || progress !== null;
