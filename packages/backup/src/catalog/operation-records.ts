/** The record of what was done, and how it ended: the history that is shown, and what a start after a crash needs. */
import type { BackupId, HistoryEntry } from '@causebook/contracts';
import type { Kysely } from 'kysely';
import type { CatalogSchema, OperationRow } from './schema.ts';

/** Operations that the history keeps. */
const HISTORY_LIMIT = 2_000;

/** What is known of an operation when it begins. */
export type BegunOperation = Pick<OperationRow, 'id' | 'kind' | 'source' | 'startedAt'> &
  Partial<Omit<OperationRow, 'sampleId'>>;

const begun = {
  status: 'running',
  completedAt: null,
  code: null,
  message: '',
  step: null,
  backupId: null,
  fromGeneration: null,
  toGeneration: null,
  folder: null,
} as const;

export class OperationRecords {
  readonly #query: Kysely<CatalogSchema>;
  readonly #sampleId: () => string | null;

  /** @param sampleId the sample practice that is open; what is done in it is kept apart, and forgotten with it */
  constructor(query: Kysely<CatalogSchema>, sampleId: () => string | null) {
    this.#query = query;
    this.#sampleId = sampleId;
  }

  /** Enters an operation as running, and forgets the oldest that have ended. */
  async begin(operation: BegunOperation): Promise<void> {
    await this.#query
      .insertInto('operations')
      .values({ ...begun, ...operation, sampleId: this.#sampleId() })
      .execute();
    const keep = this.#query
      .selectFrom('operations')
      .select('id')
      .orderBy('startedAt', 'desc')
      .limit(HISTORY_LIMIT);
    await this.#query
      .deleteFrom('operations')
      .where('id', 'not in', keep)
      .where('status', '!=', 'running')
      .execute();
  }

  async end(id: string, change: Partial<OperationRow>): Promise<void> {
    await this.#query.updateTable('operations').set(change).where('id', '=', id).execute();
  }

  async forget(id: string): Promise<void> {
    await this.#query.deleteFrom('operations').where('id', '=', id).execute();
  }

  /** Operations that a crash cut off; they are marked so and returned. */
  async markInterrupted(completedAt: string): Promise<OperationRow[]> {
    const running = await this.#query
      .selectFrom('operations')
      .selectAll()
      .where('status', '=', 'running')
      .execute();
    await this.#query
      .updateTable('operations')
      .set({
        status: 'interrupted',
        completedAt,
        message: 'Causebook ended while this was running. Nothing was changed by it.',
      })
      .where('status', '=', 'running')
      .where('kind', 'not in', ['delete', 'prune'])
      .execute();
    await this.#query
      .updateTable('operations')
      .set({ status: 'interrupted', completedAt, message: 'Causebook ended while this was running.' })
      .where('status', '=', 'running')
      .execute();
    return running;
  }

  /** Deletions that were begun, of backups that are still listed. */
  async unfinishedDeletions(): Promise<{ operationId: string; backupId: BackupId }[]> {
    const rows = await this.#query
      .selectFrom('operations')
      .innerJoin('backups', 'backups.backupId', 'operations.backupId')
      .where('operations.kind', '=', 'delete')
      .where('operations.status', 'in', ['failed', 'interrupted'])
      .select(['operations.id as operationId', 'backups.backupId'])
      .execute();
    return rows.map(({ operationId, backupId }) => ({ operationId, backupId: backupId as BackupId }));
  }

  /** Newest first. */
  async list(limit: number): Promise<HistoryEntry[]> {
    const rows = await this.#query
      .selectFrom('operations')
      .selectAll()
      .where('sampleId', 'is', this.#sampleId())
      .orderBy('startedAt', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toHistoryEntry);
  }

  async failedExports(): Promise<number> {
    const { count } = await this.#query
      .selectFrom('operations')
      .where('kind', '=', 'export')
      .where('sampleId', 'is', this.#sampleId())
      .where('status', 'in', ['failed', 'interrupted'])
      .select((select) => select.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  }

  /** Completed changes of the live generation, oldest first. */
  async generationChanges(): Promise<OperationRow[]> {
    return this.#query
      .selectFrom('operations')
      .selectAll()
      .where('kind', 'in', ['restore', 'undo', 'rollback', 'repair'])
      .where('status', '=', 'completed')
      .where('sampleId', 'is', this.#sampleId())
      .orderBy('completedAt')
      .execute();
  }

  /** The ids of backups that were begun in a sample practice. */
  async sampleExports(): Promise<string[]> {
    const rows = await this.#query
      .selectFrom('operations')
      .select('backupId')
      .where('sampleId', 'is not', null)
      .where('kind', '=', 'export')
      .execute();
    return rows.flatMap(({ backupId }) => (backupId === null ? [] : [backupId]));
  }
}

function toHistoryEntry(row: OperationRow): HistoryEntry {
  const { id, kind, source, status, startedAt, completedAt, message, step } = row;
  return {
    id,
    kind,
    source,
    status,
    startedAt,
    completedAt,
    durationMs: completedAt === null ? null : Math.max(0, Date.parse(completedAt) - Date.parse(startedAt)),
    code: row.code as HistoryEntry['code'],
    message,
    step,
    backupId: row.backupId as BackupId | null,
  };
}
