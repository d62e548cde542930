/** What an increment could build on, and what it would hold, as far as the person has asked. */
import type { BackupId, Failure, IncrementBase, IncrementChanges } from '@causebook/contracts';
import { create } from 'zustand';

export type Look =
  | { readonly kind: 'none' }
  | { readonly kind: 'looking'; readonly base: BackupId }
  | { readonly kind: 'ready'; readonly changes: IncrementChanges }
  /** By the person, or because something else was wanted. */
  | { readonly kind: 'stopped'; readonly base: BackupId }
  | { readonly kind: 'failed'; readonly base: BackupId; readonly failure: Failure };

export interface ChangesState {
  /** The best first; null until they are known. */
  readonly bases: readonly IncrementBase[] | null;
  readonly failure: Failure | null;
  readonly look: Look;
}

export const useChanges = create<ChangesState>()(() => ({
  bases: null,
  failure: null,
  look: { kind: 'none' },
}));

/** The backup that an increment had best build on; undefined when there is none. */
export const recommendedBase = (bases: readonly IncrementBase[] | null): IncrementBase | undefined =>
  bases?.find(({ unfit }) => unfit === null);
