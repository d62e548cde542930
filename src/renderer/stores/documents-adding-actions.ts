/** Adds dropped and chosen files, one after another, and says at the end how it went, in one toast. */
import type { AddedDocument, DocumentProgress } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { outcomeOf, type FailedFile } from './documents-adding-words.ts';
import { notify } from '../notify.tsx';
import { reportTrouble } from '../report.ts';
import { nothingAdded, useAdding } from './documents-adding-store.ts';

interface Waiting {
  readonly file: File;
  readonly caseId: string | null;
}

const waiting: Waiting[] = [];
let leftOut: FailedFile[] = [];
let isRunning = false;

const TOAST = 'documents';

/** Adds files to a case, or to none. Those that are dropped meanwhile join the queue and its one toast. */
export async function addFiles(files: readonly File[], caseId: string | null): Promise<void> {
  waiting.push(...files.map((file) => ({ file, caseId })));
  useAdding.setState(({ total }) => ({ total: (total ?? 0) + files.length }));
  if (isRunning) return;
  isRunning = true;
  const added: AddedDocument[] = [];
  const failed: FailedFile[] = [];
  let skipped = 0;
  leftOut = [];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const result = await invoke('documents:addDropped', { caseId: next.caseId, filePath: '' }, next.file);
    if (result.success) added.push(result.added);
    else if (result.code === 'CANCELLED') skipped += 1 + waiting.splice(0).length;
    else failed.push({ name: next.file.name, message: result.message });
    useAdding.setState(({ done }) => ({ done: done + 1 }));
  }
  isRunning = false;
  useAdding.setState(nothingAdded);
  notify({ id: TOAST, ...outcomeOf({ added, failed: [...failed, ...leftOut], skipped }) });
}

/** Lets the person choose files in the native dialog, and adds them. */
export async function pickFiles(caseId: string | null): Promise<void> {
  useAdding.setState({ total: null });
  const result = await reportTrouble(invoke('documents:addPicked', { caseId }), {
    id: TOAST,
    silentCancel: true,
  });
  if (!isRunning) useAdding.setState(nothingAdded);
  if (result) notify({ id: TOAST, ...outcomeOf(result) });
}

/** Files that were dropped on one practice are not for another that was opened meanwhile. */
export function leaveOutWaiting(): void {
  const message = 'Another state of the practice was opened before it was its turn.';
  leftOut.push(...waiting.splice(0).map(({ file }) => ({ name: file.name, message })));
}

/** Stops the file that is being added, and leaves out those that wait. */
export async function stopAdding(): Promise<void> {
  useAdding.setState({ stopping: true });
  await invoke('documents:cancelAdding');
}

export const followAdding = (progress: DocumentProgress | null): void =>
  useAdding.setState(progress === null ? { progress, stopping: false } : { progress });
