/** What a change of the live state came to. */
import type { GenerationId, RestoreResult } from '@causebook/contracts';
import type { OperationRow } from '../catalog/schema.ts';
import type { BackupServiceParts } from '../service-parts.ts';

export interface Change {
  readonly operationId: string;
  readonly startedAt: Date;
  /** The state that was live before; null where that cannot be told. */
  readonly from: GenerationId | null;
  readonly to: GenerationId;
}

export function restoreResult(
  { now }: Pick<BackupServiceParts, 'now'>,
  { operationId, startedAt, from, to }: Change,
  {
    metadata,
    counts,
    errors,
  }: Pick<RestoreResult, 'metadata' | 'counts'> & { readonly errors: readonly string[] },
): RestoreResult {
  const restoredAt = now();
  return {
    restoreId: operationId,
    restoredAt: restoredAt.toISOString(),
    metadata,
    errors: [...errors],
    counts,
    generationId: to,
    restorePointId: from,
    durationMs: Math.max(0, restoredAt.getTime() - startedAt.getTime()),
  };
}

/** Records which state is live. A record that cannot be written must not make a failure of a change. */
export async function noteLive(
  { catalog, onTrouble }: Pick<BackupServiceParts, 'catalog' | 'onTrouble'>,
  operationId: string,
  change: Pick<OperationRow, 'fromGeneration' | 'toGeneration'> & Partial<OperationRow>,
): Promise<void> {
  await catalog.operations
    .end(operationId, change)
    .catch((trouble: unknown) => onTrouble('recording which state is live', trouble));
}
