/** Looks at a damaged practice and leads out of it. */
import type { BackupId, GenerationId, RepairChoice } from '@causebook/contracts';
import { copyText } from '../components/copy-text.ts';
import { invoke } from '../bridge.ts';
import { notify, withdraw } from '../notify.tsx';
import { report, reportTrouble } from '../report.ts';
import { goTo } from './navigation-store.ts';
import { newestOnly } from './newest-only.ts';
import { cancelOperation, runOperation } from './operation-actions.ts';
import { useRecovery } from './recovery-store.ts';
import { refreshAll } from './refresh.ts';

export const refreshOptions = newestOnly(
  () => invoke('recovery:getOptions'),
  (result) =>
    useRecovery.setState(result.success ? { options: result.options, failure: null } : { failure: result }),
);

const look = newestOnly(
  () => invoke('recovery:examine'),
  (result) =>
    useRecovery.setState(
      result.success
        ? { examination: result.examination, examineFailure: null, isExamining: false }
        : { examination: null, examineFailure: result, isExamining: false },
    ),
);

export async function examine(): Promise<void> {
  useRecovery.setState({ isExamining: true, examineFailure: null, examination: null });
  await look();
}

/** Everything that the screen shows. */
export async function beginRecovery(): Promise<void> {
  // The screen says itself what the message of the start said.
  withdraw('practice');
  useRecovery.setState({ examination: null, examineFailure: null });
  await refreshOptions();
  if (useRecovery.getState().options?.canExamine === true) await examine();
}

/** Opens the practice again if it can be opened by now, and looks anew if not. */
export function tryAgain(): void {
  refreshAll();
  void beginRecovery();
}

export async function repairBy(way: 'reindex' | 'salvage'): Promise<void> {
  const { examination } = useRecovery.getState();
  if (examination !== null) await repair({ way }, examination.confirmationToken);
}

/** An earlier state, or the one to go on with where nobody can tell which one was live. */
export async function openState(generationId: GenerationId): Promise<void> {
  const result = await report(
    runOperation('undo', () => invoke('backup:rollBack', { generationId })),
    { id: `roll back ${generationId}` },
  );
  if (!result.success) return void beginRecovery();
  useRecovery.setState({ options: null, examination: null });
  goTo('today');
}

export async function compareWith(backupId: BackupId): Promise<void> {
  useRecovery.setState({ merging: { kind: 'comparing' } });
  const answer = await reportTrouble(
    runOperation('check', () => invoke('recovery:compare', { backupId })),
    { id: 'compare', silentCancel: true },
  );
  if (useRecovery.getState().merging.kind !== 'comparing') return;
  useRecovery.setState(
    answer === null
      ? { merging: { kind: 'closed' } }
      : {
          merging: { kind: 'choosing', newer: answer.newer },
          chosen: new Set(answer.newer.rows.map(({ key }) => key)),
        },
  );
}

export function closeMerging(): void {
  const { merging } = useRecovery.getState();
  useRecovery.setState({ merging: { kind: 'closed' } });
  if (merging.kind === 'comparing') void cancelOperation();
}

export const choose = (keys: readonly string[], isChosen: boolean): void =>
  useRecovery.setState(({ chosen }) => {
    const next = new Set(chosen);
    for (const key of keys) {
      if (isChosen) next.add(key);
      else next.delete(key);
    }
    return { chosen: next };
  });

export async function mergeChosen(): Promise<void> {
  const { merging, chosen } = useRecovery.getState();
  if (merging.kind !== 'choosing') return;
  const { backupId, rows, confirmationToken } = merging.newer;
  useRecovery.setState({ merging: { kind: 'closed' } });
  const which = chosen.size === rows.length ? 'all' : chosen.size === 0 ? 'none' : [...chosen];
  await repair({ way: 'merge', backupId, chosen: which }, confirmationToken);
}

async function repair(choice: RepairChoice, confirmationToken: string): Promise<void> {
  const result = await report(
    runOperation('repair', () => invoke('recovery:repair', { choice, confirmationToken })),
    { id: 'repair' },
  );
  if (!result.success) return void beginRecovery();
  const isReportWanted = result.report !== null || result.errors.length > 0 || result.setAsideIn !== null;
  useRecovery.setState({ options: null, examination: null, isReportWanted });
  goTo('today');
}

/** What came of it, for whoever may see entries: after a recovery somebody may have to sign in first. */
export async function readReport(): Promise<void> {
  const answer = await reportTrouble(invoke('recovery:getReport'), { id: 'recovery report' });
  if (answer) useRecovery.setState({ result: answer.result });
}

export const closeReport = (): void => useRecovery.setState({ isReportWanted: false, result: null });

export async function showFolder(): Promise<void> {
  await reportTrouble(invoke('recovery:showFolder'), { id: 'folder' });
}

/** What came of it is told in words; the practice itself is not touched. */
export async function saveReadable(): Promise<void> {
  await report(invoke('recovery:saveReadable'), { id: 'save readable', silentCancel: true });
}

export async function quit(): Promise<void> {
  await reportTrouble(invoke('recovery:quit'), { id: 'quit' });
}

export async function copyDetails(): Promise<void> {
  const { options, examination } = useRecovery.getState();
  const findings =
    examination === null ? [] : [`Damage: ${examination.damage.kind}`, ...examination.damage.findings];
  const isCopied = await copyText([options?.details ?? '', ...findings].join('\n'));
  notify(
    isCopied
      ? {
          id: 'details',
          level: 'success',
          message: 'The details are on the clipboard. They name no entry of your practice.',
        }
      : { id: 'details', level: 'warning', message: 'The details could not be copied.' },
  );
}
