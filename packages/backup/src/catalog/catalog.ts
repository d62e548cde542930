/** Opens the catalog, and its queries. Where backups are concerned it is a cache: the archives themselves are the truth. */
import {
  toAppError,
  type BackupId,
  type Drill,
  type Protection,
  type Verification,
} from '@causebook/contracts';
import { liveRecord, queryBuilder, type Database, type ProfilePaths } from '@causebook/data';
import type { Kysely } from 'kysely';
import { AuditLog } from './audit-log.ts';
import { keptPath, toStoredBackup, type NewBackup, type StoredBackup } from './backup-rows.ts';
import { openCatalogDatabase, quarantineCatalog } from './open-database.ts';
import { OperationRecords } from './operation-records.ts';
import type { BackupRow, CatalogSchema } from './schema.ts';

export class Catalog {
  readonly audit: AuditLog;
  /** What was done, and how it ended. */
  readonly operations: OperationRecords;
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
    this.operations = new OperationRecords(this.#query, () => this.sampleId);
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
      return { catalog: await Catalog.#openFor(paths), quarantined: null };
    } catch (error) {
      if (toAppError(error).code !== 'FILE_CORRUPTION') throw error;
      const quarantined = await quarantineCatalog(paths, now);
      return { catalog: await Catalog.#openFor(paths), quarantined };
    }
  }

  static async #openFor(paths: ProfilePaths): Promise<Catalog> {
    const catalog = new Catalog(openCatalogDatabase(paths), paths.root);
    catalog.sampleId = (await liveRecord(paths))?.sampleId ?? null;
    return catalog;
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
