/** Keeps the present state beside the live one, so that it can be gone back to. Writers go on meanwhile. */
import { AppError, type GenerationId } from '@causebook/contracts';
import { completeGeneration, listGenerations, liveGeneration, newGenerationId } from '@causebook/data';
import type { OperationRow } from '../catalog/schema.ts';
import type { Operation } from '../operation/operation-desk.ts';
import { discardFailed } from '../restore/commit-restore.ts';
import type { BackupServiceParts, Told } from '../service-parts.ts';
import { counted, practiceInWords } from '../words.ts';
import type { Workplace } from '../workplace.ts';

export interface PointToKeep {
  /** Given by a person; may be empty. */
  readonly name?: string;
  /** Before which change Causebook keeps it unasked, e.g. "Before importing “cases.xlsx”"; absent when a person asks. */
  readonly before?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Documents are shared. @throws AppError INSUFFICIENT_SPACE, FILE_CORRUPTION, CANCELLED; nothing is left then */
export function keepPresent(
  place: Workplace,
  { name = '', before, signal }: PointToKeep,
): Promise<Told<{ generationId: GenerationId }>> {
  const { parts, recorder } = place;
  const startedAt = parts.now();
  const generationId = newGenerationId(startedAt);
  return recorder.run(
    {
      kind: 'point',
      source: before === undefined ? 'manual' : 'system',
      toGeneration: generationId,
      fallback: 'INTERNAL',
      signal,
    },
    async (operation) => {
      try {
        return await copyPresent(place, operation, { generationId, name: name.trim(), before, startedAt });
      } catch (error) {
        await discardFailed(parts, generationId, 'discarding a restore point that could not be kept');
        throw error;
      }
    },
  );
}

async function copyPresent(
  { parts, paths }: Workplace,
  operation: Operation,
  point: {
    readonly generationId: GenerationId;
    readonly name: string;
    readonly before: string | undefined;
    readonly startedAt: Date;
  },
): Promise<Told<{ generationId: GenerationId }>> {
  const { generationId, name, before, startedAt } = point;
  const live = await liveGeneration(paths);
  if (live === null) throw new AppError('PRACTICE_MISSING');
  const task = { kind: 'point', profile: paths.root, source: live, generationId } as const;
  const { counts, databaseVersion, sampleId, missingDocuments } = await parts.runner.run(task, operation);
  operation.pointOfNoReturn();
  await completeGeneration(paths, {
    format: 1,
    id: generationId,
    reason: 'kept',
    createdAt: startedAt.toISOString(),
    // Should it ever be made live as it is, "undo" leads back to the state that it was taken from.
    parent: live,
    label: before ?? 'Kept by hand',
    backupId: null,
    sampleId,
    counts,
    databaseVersion,
    name,
    isAutomatic: before !== undefined,
    madeBy: parts.actorName?.() ?? '',
  });
  const missing =
    missingDocuments === 0
      ? ''
      : ` ${counted(missingDocuments, 'document')} had been lost before that and ${missingDocuments === 1 ? 'is' : 'are'} not in it.`;
  return { generationId, message: `This state is kept: ${practiceInWords(counts)}.${missing}` };
}

/** After a start: a point whose keeping was cut off right after it was complete is kept. Otherwise nothing is recorded. */
export async function recordIfKept(
  { catalog, session }: BackupServiceParts,
  { id, toGeneration }: OperationRow,
): Promise<void> {
  const { complete } = await listGenerations(session.paths);
  if (!complete.some((record) => record.id === toGeneration)) return;
  await catalog.operations.end(id, {
    status: 'completed',
    message: 'The state was kept, and Causebook ended right after that.',
  });
}
