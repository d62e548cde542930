/** Leads through a restore. A preview whose dialog was closed is cancelled and its answer forgotten. */
import type { ArchiveChoice, BackupEntry } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { report, reportTrouble } from '../report.ts';
import { tick } from './clock-store.ts';
import { cancelOperation, runOperation } from './operation-actions.ts';
import { useRestore } from './restore-store.ts';

/** Every preview has its own number; an answer to another than the latest is out of date. */
let latest = 0;

export function closeRestore(): void {
  const { step } = useRestore.getState();
  if (step.kind === 'restoring') return;
  latest += 1;
  useRestore.setState({ step: { kind: 'closed' } });
  if (step.kind === 'looking') void cancelOperation();
}

async function preview(choice: ArchiveChoice, fileName: string): Promise<void> {
  latest += 1;
  const mine = latest;
  useRestore.setState({ step: { kind: 'looking' }, choice, fileName });
  const answer = await reportTrouble(
    runOperation('preview', () => invoke('backup:previewRestore', choice)),
    { id: 'preview' },
  );
  if (mine !== latest) return;
  // A backup that is younger than the last tick is not made "in a moment".
  tick();
  useRestore.setState({ step: answer ? { kind: 'ready', preview: answer.preview } : { kind: 'closed' } });
}

export const previewBackup = ({
  backupId,
  fileName,
}: Pick<BackupEntry, 'backupId' | 'fileName'>): Promise<void> => preview({ backupId }, fileName);

/** After a confirmation that came too late. Main gives a file of the person's own away only once: it has to be chosen again. */
export async function previewAgain(): Promise<void> {
  const { choice, fileName } = useRestore.getState();
  if (!choice) return;
  if ('filePath' in choice) await pickArchive();
  else await preview(choice, fileName);
}

/** Asks for a file in the native dialog. */
export async function pickArchive(): Promise<void> {
  const answer = await reportTrouble(invoke('backup:pickArchive'), { id: 'pick', silentCancel: true });
  if (answer) await preview({ filePath: answer.archive.filePath }, answer.archive.fileName);
}

/** Takes a file that was dropped on the screen; the preload script fills in where it lies. */
export async function dropArchive(file: File): Promise<void> {
  const answer = await reportTrouble(invoke('backup:acceptDrop', { filePath: '' }, file), { id: 'pick' });
  if (answer) await preview({ filePath: answer.archive.filePath }, answer.archive.fileName);
}

/** Restores what the preview showed; the token makes main refuse anything else. */
export async function confirmRestore({ acceptsChanged = false } = {}): Promise<void> {
  const { step, choice } = useRestore.getState();
  if (step.kind !== 'ready' || choice === null) return;
  const { confirmationToken } = step.preview;
  useRestore.setState({ step: { kind: 'restoring', preview: step.preview } });
  const result = await runOperation('restore', () =>
    invoke('backup:restoreFromZip', {
      ...choice,
      confirmationToken,
      ...(acceptsChanged ? { acceptsChanged } : {}),
    }),
  );
  if (!result.success && result.code === 'CONFIRMATION_EXPIRED') {
    // The dialog says so itself; a toast beside it would say it twice.
    useRestore.setState({ step: { kind: 'expired', why: result.message } });
    return;
  }
  await report(Promise.resolve(result), { id: 'restore' });
  useRestore.setState({ step: { kind: 'closed' } });
}
