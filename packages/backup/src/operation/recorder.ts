/** Runs work as the one operation of the practice and keeps its outcome in the history, however it ends. */
import { toAppError, type BackupId, type ErrorCode, type GenerationId } from '@causebook/contracts';
import { uniqueId } from '@causebook/data';
import type { OperationRow } from '../catalog/schema.ts';
import type { Operation, OperationDesk } from './operation-desk.ts';
import type { BackupServiceParts, Told } from '../service-parts.ts';

export interface RecordedWork {
  /** As the history shows it. */
  readonly kind: Exclude<OperationRow['kind'], 'reminder'>;
  readonly source?: OperationRow['source'];
  readonly backupId?: BackupId | null;
  /** Where a partial file may lie if a crash cuts the work off. */
  readonly folder?: string | null;
  readonly toGeneration?: GenerationId | null;
  /** Stops it from outside. */
  readonly signal?: AbortSignal | undefined;
  /** Gives way to whatever else is asked for. */
  readonly yields?: boolean;
  /** For failures without a code of their own. */
  readonly fallback: ErrorCode;
}

export class Recorder {
  readonly #parts: Pick<BackupServiceParts, 'catalog' | 'now' | 'onChange' | 'onTrouble'>;
  readonly #desk: OperationDesk;

  constructor(
    parts: Pick<BackupServiceParts, 'catalog' | 'now' | 'onChange' | 'onTrouble'>,
    desk: OperationDesk,
  ) {
    this.#parts = parts;
    this.#desk = desk;
  }

  /** @throws AppError, BUSY when another operation runs */
  run<Answer>(
    what: RecordedWork,
    work: (operation: Operation) => Promise<Told<Answer>>,
  ): Promise<Told<Answer>> {
    const id = uniqueId(this.#parts.now());
    const kind = what.kind === 'rollback' ? 'undo' : what.kind;
    return this.#desk.run(kind, id, (operation) => this.#record(operation, what, work), what);
  }

  async #record<Answer>(
    operation: Operation,
    {
      kind,
      source = 'manual',
      backupId = null,
      folder = null,
      toGeneration = null,
      signal,
      yields = false,
      fallback,
    }: RecordedWork,
    work: (operation: Operation) => Promise<Told<Answer>>,
  ): Promise<Told<Answer>> {
    const { catalog, now } = this.#parts;
    const startedAt = now().toISOString();
    await catalog.operations.begin({
      id: operation.id,
      kind,
      source,
      startedAt,
      backupId,
      toGeneration,
      folder,
    });
    try {
      const answer = await work(operation);
      await this.#end(operation.id, { status: 'completed', message: answer.message });
      return answer;
    } catch (error) {
      const failure = toAppError(error, fallback);
      // Work that gave way is done again; its every attempt is no news.
      if (failure.code === 'CANCELLED' && yields) {
        await catalog.operations.forget(operation.id);
        throw failure;
      }
      // A person cancels; the signal comes from a restore or a quit.
      const cancelled = signal?.aborted && source !== 'manual' ? 'interrupted' : 'cancelled';
      const status = failure.code === 'CANCELLED' ? cancelled : 'failed';
      await this.#end(operation.id, {
        status,
        code: failure.code,
        message: failure.message,
        step: operation.step,
      });
      throw failure;
    }
  }

  async #end(id: string, change: Partial<OperationRow>): Promise<void> {
    const { catalog, now, onChange, onTrouble } = this.#parts;
    // The outcome is told in any case; a record that cannot be written must not take its place.
    await catalog.operations
      .end(id, { completedAt: now().toISOString(), ...change })
      .catch((error: unknown) => onTrouble('recording an outcome', error));
    onChange?.();
  }
}
