/** Checks the practice, brings documents back, and applies small remedies. */
import type { SmallRemedy } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { notify } from '../notify.tsx';
import { report, reportTrouble } from '../report.ts';
import { openedDocument } from './documents-open-actions.ts';
import { useIntegrity } from './integrity-store.ts';
import { newestOnly } from './newest-only.ts';
import { runOperation } from './operation-actions.ts';

export const refreshIntegrity = newestOnly(
  () => invoke('integrity:getReport'),
  (result) =>
    useIntegrity.setState(
      result.success
        ? { report: result.report, loaded: true, failure: null }
        : { loaded: true, failure: result },
    ),
);

export async function checkPractice(thorough: boolean): Promise<void> {
  useIntegrity.setState({ healed: null });
  const result = await reportTrouble(
    runOperation('check', () => invoke('integrity:check', { thorough })),
    { id: 'check' },
  );
  if (result === null) return;
  const isWell = result.report.failedChecks === 0;
  notify({ id: 'check', level: isWell ? 'success' : 'warning', message: result.message });
}

/** Brings back what the last check found; what is in no backup stays named on the screen. */
export async function healAll(): Promise<void> {
  const result = await reportTrouble(
    runOperation('heal', () => invoke('integrity:heal', {})),
    { id: 'heal' },
  );
  if (result === null) return;
  useIntegrity.setState({ healed: result });
  notify({ id: 'heal', level: result.lostCount === 0 ? 'success' : 'warning', message: result.message });
}

export async function healDocument(documentId: string): Promise<void> {
  const result = await reportTrouble(
    runOperation('heal', () => invoke('integrity:heal', { documentId })),
    { id: 'heal' },
  );
  if (result === null) return;
  notify({ id: 'heal', level: result.lostCount === 0 ? 'success' : 'warning', message: result.message });
  await openedDocument(documentId);
}

export async function applyRemedy(remedy: SmallRemedy): Promise<void> {
  await report(
    runOperation(remedy === 'sweep' ? 'delete' : 'repair', () => invoke('integrity:apply', { remedy })),
    { id: `remedy ${remedy}` },
  );
}
