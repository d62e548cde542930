/** The form of a case: which one is being typed, if any. */
import type { CaseDetails } from '@causebook/contracts';
import { create } from 'zustand';
import { goTo, useNavigation } from './navigation-store.ts';

export type CaseForm =
  | { readonly kind: 'closed' }
  | { readonly kind: 'new' }
  | { readonly kind: 'edit'; readonly details: CaseDetails };

export const useCaseForm = create<{ readonly form: CaseForm }>()(() => ({ form: { kind: 'closed' } }));

/** Begins a new case; the form lies on the list of cases. */
export function newCase(): void {
  if (useNavigation.getState().place.screen !== 'cases') goTo('cases');
  useCaseForm.setState({ form: { kind: 'new' } });
}

export const editCase = (details: CaseDetails): void =>
  useCaseForm.setState({ form: { kind: 'edit', details } });

export const closeCaseForm = (): void => useCaseForm.setState({ form: { kind: 'closed' } });
