/** The conversation that leads to a restore: look into the backup, show what would change, confirm, restore. */
import type { ArchiveChoice, RestorePreview } from '@causebook/contracts';
import { create } from 'zustand';

export type RestoreStep =
  | { readonly kind: 'closed' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'ready'; readonly preview: RestorePreview }
  | { readonly kind: 'restoring'; readonly preview: RestorePreview }
  /** The confirmation was too old or the file changed: the person has to look again. */
  | { readonly kind: 'expired'; readonly why: string };

export interface RestoreState {
  readonly step: RestoreStep;
  readonly choice: ArchiveChoice | null;
  readonly fileName: string;
}

export const useRestore = create<RestoreState>()(() => ({
  step: { kind: 'closed' },
  choice: null,
  fileName: '',
}));

/** Whether the dialog shows the progress itself, so that the screen behind it need not. */
export const selectShowsProgress = ({ step }: RestoreState): boolean =>
  step.kind === 'looking' || step.kind === 'restoring';
