/** Reads one case, changes it, deletes it, and reads who did what in it. */
import type { CaseDetails, CaseDraft, CaseName, CaseStatus, Failure } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { notify } from '../notify.tsx';
import { report } from '../report.ts';
import { useCase, useCaseHistory } from './case-store.ts';
import { turnTo, useNavigation } from './navigation-store.ts';
import { newestOnly } from './newest-only.ts';

const show = (details: CaseDetails): void => useCase.setState({ caseId: details.id, details, failure: null });

export const refreshCase = newestOnly(
  (caseId: string) => {
    if (useCase.getState().caseId !== caseId) useCase.setState({ caseId, details: null, failure: null });
    return invoke('cases:get', { caseId });
  },
  (result, caseId) => {
    if (result.success) show(result.case);
    else useCase.setState({ caseId, details: null, failure: result });
  },
);

/** Makes a case, or changes the one that is named. The form shows why it could not be saved. */
export async function saveCase(
  caseId: string | null,
  draft: CaseDraft,
): Promise<{ readonly saved: CaseDetails } | { readonly failure: Failure }> {
  const result = await invoke('cases:save', { caseId, draft });
  if (!result.success) return { failure: result };
  if (caseId !== null) show(result.case);
  notify({ id: 'case', level: 'success', message: result.message });
  return { saved: result.case };
}

export async function setCaseStatus(caseId: string, status: CaseStatus): Promise<void> {
  const result = await report(invoke('cases:setStatus', { caseId, status }), { id: 'case' });
  if (result.success) show(result.case);
}

/** Deletes the case; whoever looks at it is led to the list. */
export async function deleteCase(caseId: string): Promise<void> {
  const result = await report(invoke('cases:delete', { caseId }), { id: 'case' });
  if (!result.success) return;
  const { place } = useNavigation.getState();
  if (place.screen === 'case' && place.caseId === caseId) turnTo({ screen: 'cases' });
}

/** Other cases that have this number; none when that cannot be told. */
export async function casesWithNumber(number: string, except: string | null): Promise<readonly CaseName[]> {
  const result = await invoke('cases:withNumber', { number, except });
  return result.success ? result.cases : [];
}

const HISTORY_PAGE = 50;

const readHistory = newestOnly(
  (caseId: string, after: string | null) => invoke('audit:list', { caseId, after, limit: HISTORY_PAGE }),
  (result, caseId, after) => {
    if (!result.success) {
      useCaseHistory.setState({ caseId, loaded: true, failure: result });
      return;
    }
    const earlier = after === null ? [] : useCaseHistory.getState().entries;
    useCaseHistory.setState({
      caseId,
      entries: [...earlier, ...result.entries],
      hasMore: result.hasMore,
      loaded: true,
      failure: null,
    });
  },
);

export function refreshCaseHistory(caseId: string): Promise<void> {
  if (useCaseHistory.getState().caseId !== caseId) {
    useCaseHistory.setState({ ...useCaseHistory.getInitialState(), caseId });
  }
  return readHistory(caseId, null);
}

export const showEarlierHistory = (caseId: string): Promise<void> =>
  readHistory(caseId, useCaseHistory.getState().entries.at(-1)?.id ?? null);
