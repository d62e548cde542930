/** Reads hearings, and everything that a person does with them. */
import type { Failure, Hearing, HearingDay, Input } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { notify } from '../notify.tsx';
import { report } from '../report.ts';
import { useCaseHearings, useHearings } from './hearings-store.ts';
import { newestOnly } from './newest-only.ts';

export const refreshCalendar = newestOnly(
  (request: Input<'hearings:calendar'>) => invoke('hearings:calendar', request),
  (result) =>
    useHearings.setState(result.success ? { days: result.days, failure: null } : { failure: result }),
);

export const filterHearings = (lawyerId: string | null): void => useHearings.setState({ lawyerId });

export const refreshCaseHearings = newestOnly(
  (caseId: string) => invoke('hearings:ofCase', { caseId }),
  (result, caseId) =>
    useCaseHearings.setState(
      result.success
        ? { caseId, hearings: result.hearings, failure: null }
        : { caseId, hearings: [], failure: result },
    ),
);

/** Other hearings of a case; none where they cannot be read. */
export async function readCaseHearings(caseId: string): Promise<readonly Hearing[]> {
  const result = await invoke('hearings:ofCase', { caseId });
  return result.success ? result.hearings : [];
}

/** What a day has; null where it cannot be read. */
export async function readDay(day: string, perDay: number): Promise<HearingDay | null> {
  const result = await invoke('hearings:calendar', { from: day, to: day, perDay });
  return result.success ? (result.days[0] ?? null) : null;
}

export const proposeNext = (hearingId: string) => invoke('hearings:proposeNext', { hearingId });

/** For a form, which shows itself why it could not be saved. */
async function savedBy(
  work: Promise<{ readonly success: true; readonly message: string } | Failure>,
  id: string,
): Promise<Failure | null> {
  const result = await work;
  if (!result.success) return result;
  notify({ id, level: 'success', message: result.message });
  return null;
}

export const saveHearing = (input: Input<'hearings:save'>): Promise<Failure | null> =>
  savedBy(invoke('hearings:save', input), 'hearing');

export const recordHearing = (input: Input<'hearings:record'>): Promise<Failure | null> =>
  savedBy(invoke('hearings:record', input), 'hearing');

export const deleteHearing = (hearingId: string) =>
  report(invoke('hearings:delete', { hearingId }), { id: 'hearing' });

export const exportCalendar = (request: Input<'hearings:exportCalendar'>) =>
  report(invoke('hearings:exportCalendar', request), { id: 'export-calendar', silentCancel: true });
