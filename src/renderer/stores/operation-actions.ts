/** Follows, starts and cancels the one long operation. */
import type { OperationKind, OperationProgress, Result } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { reportTrouble } from '../report.ts';
import { useOperation } from './operation-store.ts';

export function followOperation(operation: OperationProgress | null): void {
  // Main says that it has ended before it answers the call that started it.
  const ended = { operation: null, requested: null, cancelling: null };
  useOperation.setState(operation === null ? ended : { operation });
}

/** For a window that was opened while an operation runs. */
export async function refreshOperation(): Promise<void> {
  const result = await invoke('backup:getOperation');
  if (result.success) followOperation(result.operation);
}

/** Marks the practice as busy from the click on, before main's first progress arrives. */
export async function runOperation<T>(
  kind: OperationKind,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  useOperation.setState({ requested: kind });
  const result = await work();
  useOperation.setState({ requested: null });
  return result;
}

/** Asks the running operation to stop. Its own result says how it ended. */
export async function cancelOperation(): Promise<void> {
  // A click can come before the first progress: main knows the operation already.
  if (useOperation.getState().operation === null) await refreshOperation();
  const { operation } = useOperation.getState();
  if (operation === null || !operation.cancellable) return;
  const { operationId } = operation;
  useOperation.setState({ cancelling: operationId });
  const answer = await reportTrouble(invoke('backup:cancel', { operationId }), { id: 'cancel' });
  if (!answer?.cancelled) useOperation.setState({ cancelling: null });
}
