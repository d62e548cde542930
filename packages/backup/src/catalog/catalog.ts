/** Opens the catalog, and its queries. Where backups are concerned it is a cache: the archives themselves are the truth. */
import { mkdir } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import {
  BackupMetadata,
  Drill,
  PracticeCounts,
  Protection,
  toAppError,
  type BackupEntry,
  type BackupId,
  type HistoryEntry,
  type Verification,
} from '@causebook/contracts';
import {
  exists,
  fsyncFolder,
  integrityProblems,
  liveRecord,
  migrate,
  openDatabase,
  queryBuilder,
  renameFile,
  type Database,
  type ProfilePaths,
} from '@causebook/data';
import type { Kysely } from 'kysely';
import { AuditLog } from './audit-log.ts';
import {
  CATALOG_APPLICATION_ID,
  catalogMigrations,
  type BackupRow,
  type CatalogSchema,
  type OperationRow,
} from './schema.ts';

/** Operations that the history keeps. */
const HISTORY_LIMIT = 2_000;

export type NewBackup = Omit<
  BackupRow,
  'verifiedAt' | 'verifyOutcome' | 'verifyMessage' | 'drill' | 'protection'
>;
export type StoredBackup = Omit<
  BackupEntry,
  'fileState' | 'fileName' | 'durationMs' | 'increment' | 'neededBy'
> & {
  readonly metadata: BackupMetadata | null;
};

export class Catalog {
  readonly audit: AuditLog;
  /** The sample practice that is open. What is done in it is kept apart from what is done in one's own. */
  sampleId: string | null = null;
  readonly #root: string;
  readonly #database: Database;
  readonly #query: Kysely<CatalogSchema>;

  private constructor(database: Database, root: string) {
    this.#root = root;
    this.#database = database;
    this.#query = queryBuilder<CatalogSchema>(database);
    this.audit = new AuditLog(this.#query, () => this.sampleId);
  }

  /**
   * Opens the catalog, or makes it. One that cannot be used is moved to quarantine, never deleted, and a new one begun.
   * @returns the catalog, and where a damaged one was put
   * @throws AppError VERSION_UNSUPPORTED, PERMISSION_DENIED, INSUFFICIENT_SPACE
   */
  static async open(
    paths: ProfilePaths,
    now: Date,
  ): Promise<{ catalog: Catalog; quarantined: string | null }> {
    try {
      return { catalog: await openFor(paths), quarantined: null };
    } catch (error) {
      if (toAppError(error).code !== 'FILE_CORRUPTION') throw error;
      const quarantined = await quarantine(paths, now);
      return { catalog: await openFor(paths), quarantined };
    }
  }

  /** For openCatalog. */
  static over(database: Database, root: string): Catalog {
    return new Catalog(database, root);
  }

  close(): void {
    this.#database.close();
  }

  async backups(): Promise<StoredBackup[]> {
    const rows = await this.#query
      .selectFrom('backups')
      .selectAll()
      .orderBy('createdAt', 'desc')
      .orderBy('backupId', 'desc')
      .execute();
    return rows.map((row) => toStoredBackup(row, this.#root));
  }

  async backup(backupId: BackupId): Promise<StoredBackup | null> {
    const row = await this.#query
      .selectFrom('backups')
      .selectAll()
      .where('backupId', '=', backupId)
      .executeTakeFirst();
    return row ? toStoredBackup(row, this.#root) : null;
  }

  /** Adds a backup, or renews what is known about it. */
  async putBackup(row: NewBackup, verification: Verification | null): Promise<void> {
    const all: Omit<BackupRow, 'drill' | 'protection'> = {
      ...row,
      filePath: keptPath(this.#root, row.filePath),
      verifiedAt: verification?.verifiedAt ?? null,
      verifyOutcome: verification?.outcome ?? null,
      verifyMessage: verification?.message ?? null,
    };
    await this.#query
      .insertInto('backups')
      .values(all)
      .onConflict((conflict) => conflict.column('backupId').doUpdateSet(all))
      .execute();
  }

  async recordVerification(backupId: BackupId, verification: Verification): Promise<void> {
    await this.#query
      .updateTable('backups')
      .set({
        verifiedAt: verification.verifiedAt,
        verifyOutcome: verification.outcome,
        verifyMessage: verification.message,
      })
      .where('backupId', '=', backupId)
      .execute();
  }

  async recordDrill(backupId: BackupId, drill: Drill): Promise<void> {
    await this.#query
      .updateTable('backups')
      .set({ drill: JSON.stringify(drill) })
      .where('backupId', '=', backupId)
      .execute();
  }

  async recordProtection(backupId: BackupId, protection: Protection | null): Promise<void> {
    await this.#query
      .updateTable('backups')
      .set({ protection: protection === null ? null : JSON.stringify(protection) })
      .where('backupId', '=', backupId)
      .execute();
  }

  /** The greatest id of all backups in the list, or null. At once: between this and the claim of a turn nobody may come. */
  latestBackupId(): string | null {
    const { latest } = this.#database
      .prepare<[], { latest: string | null }>('SELECT max(backupId) AS latest FROM backups')
      .get()!;
    return latest;
  }

  async forgetBackup(backupId: BackupId): Promise<void> {
    await this.#query.deleteFrom('backups').where('backupId', '=', backupId).execute();
  }

  async beginOperation(row: Omit<OperationRow, 'sampleId'>): Promise<void> {
    await this.#query
      .insertInto('operations')
      .values({ ...row, sampleId: this.sampleId })
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

  async endOperation(id: string, change: Partial<OperationRow>): Promise<void> {
    await this.#query.updateTable('operations').set(change).where('id', '=', id).execute();
  }

  async forgetOperation(id: string): Promise<void> {
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

  async history(limit: number): Promise<HistoryEntry[]> {
    const rows = await this.#query
      .selectFrom('operations')
      .selectAll()
      .where('sampleId', 'is', this.sampleId)
      .orderBy('startedAt', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toHistoryEntry);
  }

  /** Scheduled exports, newest first. */
  async scheduledRuns(limit: number): Promise<HistoryEntry[]> {
    const rows = await this.#query
      .selectFrom('operations')
      .selectAll()
      .where('kind', '=', 'export')
      .where('sampleId', 'is', this.sampleId)
      .where('source', '=', 'scheduled')
      .where('status', '!=', 'running')
      .orderBy('startedAt', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toHistoryEntry);
  }

  async failedExports(): Promise<number> {
    const { count } = await this.#query
      .selectFrom('operations')
      .where('kind', '=', 'export')
      .where('sampleId', 'is', this.sampleId)
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
      .where('sampleId', 'is', this.sampleId)
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

  /** Forgets everything that was done in sample practices. */
  async forgetSamples(): Promise<void> {
    await this.#query.transaction().execute(async (query) => {
      await query.deleteFrom('audit').where('sampleId', 'is not', null).execute();
      await query.deleteFrom('operations').where('sampleId', 'is not', null).execute();
    });
  }

  async setting(key: string): Promise<string | null> {
    const row = await this.#query
      .selectFrom('settings')
      .select('value')
      .where('key', '=', key)
      .executeTakeFirst();
    return row?.value ?? null;
  }

  async putSetting(key: string, value: string): Promise<void> {
    await this.#query
      .insertInto('settings')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
  }
}

async function openFor(paths: ProfilePaths): Promise<Catalog> {
  const catalog = openCatalog(paths);
  catalog.sampleId = (await liveRecord(paths))?.sampleId ?? null;
  return catalog;
}

function openCatalog({ catalog, root }: ProfilePaths): Catalog {
  const database = openDatabase(catalog, { create: true });
  try {
    const [problem] = integrityProblems(database);
    if (problem !== undefined) throw Object.assign(new Error(problem), { code: 'SQLITE_CORRUPT' });
    migrate(database, catalogMigrations, CATALOG_APPLICATION_ID);
    return Catalog.over(database, root);
  } catch (error) {
    database.close();
    throw error;
  }
}

async function quarantine(paths: ProfilePaths, now: Date): Promise<string> {
  const folder = join(paths.quarantine, `catalog-${now.toISOString().replaceAll(':', '-')}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const suffix of ['-wal', '-shm', '']) {
    if (await exists(paths.catalog + suffix))
      await renameFile(paths.catalog + suffix, join(folder, `catalog.sqlite${suffix}`));
  }
  await fsyncFolder(folder);
  return folder;
}

/**
 * Paths inside the profile are kept relative to it: a profile that was copied or moved means its own archives, and
 * deleting one there never touches those of the original.
 */
function keptPath(root: string, filePath: string): string {
  const inside = relative(root, filePath);
  return inside.startsWith('..') || isAbsolute(inside) ? filePath : inside;
}

function toStoredBackup(row: BackupRow, root: string): StoredBackup {
  const { verifiedAt, verifyOutcome, verifyMessage, drill, protection, counts, metadata, warnings, ...rest } =
    row;
  return {
    ...rest,
    filePath: resolve(root, rest.filePath),
    backupId: rest.backupId as BackupId,
    includeFiles: rest.includeFiles === 1,
    includeDatabase: rest.includeDatabase === 1,
    includeMetadata: rest.includeMetadata === 1,
    counts: PracticeCounts.parse(JSON.parse(counts)),
    metadata: metadata === null ? null : BackupMetadata.parse(JSON.parse(metadata)),
    warnings: JSON.parse(warnings) as string[],
    drill: drill === null ? null : Drill.parse(JSON.parse(drill)),
    protection: protection === null ? null : Protection.parse(JSON.parse(protection)),
    verification:
      verifiedAt && verifyOutcome
        ? { verifiedAt, outcome: verifyOutcome, message: verifyMessage ?? '' }
        : null,
  };
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
