/** Brings a practice database to the newest schema, and tells whether a database is one of ours at all. */
import { AppError } from '@causebook/contracts';
import SqliteDatabase from 'better-sqlite3';
import type { Database } from './database.ts';
import * as practice from './migrations/0001-practice.ts';
import * as diary from './migrations/0002-diary.ts';

export interface Migration {
  /** Schema version after it; versions rise by one. */
  readonly version: number;
  readonly sql: string;
}

export const practiceMigrations: readonly Migration[] = [practice, diary];

/** "CBpr" in the database header: this SQLite file is a Causebook practice. */
export const PRACTICE_APPLICATION_ID = 0x43427072;

export const newestVersion = (migrations: readonly Migration[] = practiceMigrations): number =>
  migrations.at(-1)?.version ?? 0;

export function databaseVersion(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

/**
 * Applies what is missing, each migration in one transaction together with its version number, so that a crash leaves
 * one version or the next. Returns the version now.
 * @throws AppError VERSION_UNSUPPORTED for a database of a newer Causebook; it is left as it is.
 */
export function migrate(
  database: Database,
  migrations: readonly Migration[] = practiceMigrations,
  applicationId: number = PRACTICE_APPLICATION_ID,
): number {
  refuseNewer(database, migrations);
  const from = databaseVersion(database);
  for (const { version, sql } of migrations.filter((migration) => migration.version > from)) {
    database.transaction(() => {
      database.exec(sql);
      database.pragma(`application_id = ${applicationId}`);
      database.pragma(`user_version = ${version}`);
    })();
  }
  return databaseVersion(database);
}

export function refuseNewer(database: Database, migrations: readonly Migration[] = practiceMigrations): void {
  const version = databaseVersion(database);
  const newest = newestVersion(migrations);
  if (version > newest) {
    throw new AppError(
      'VERSION_UNSUPPORTED',
      `The database has version ${version}; this Causebook knows versions up to ${newest}.`,
      { details: { version, newest } },
    );
  }
}

interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly sql: string | null;
}

function schemaOf(database: Database): SchemaObject[] {
  return database
    .prepare<[], SchemaObject>(
      `SELECT type, name, tbl_name, sql FROM sqlite_schema
       WHERE name NOT IN ('sqlite_stat1', 'sqlite_stat4') ORDER BY type, name`,
    )
    .all();
}

/**
 * What a database holds beside, or instead of, the schema of its version: a crafted file can carry triggers and views.
 * An empty list means that the schema is exactly ours. Must run before any other statement on a foreign database.
 * @throws AppError VERSION_UNSUPPORTED
 */
export function schemaDifferences(database: Database): string[] {
  refuseNewer(database);
  const version = databaseVersion(database);
  if (database.pragma('application_id', { simple: true }) !== PRACTICE_APPLICATION_ID || version < 1) {
    return ['It is not the database of a Causebook practice.'];
  }
  const model = new SqliteDatabase(':memory:');
  try {
    migrate(
      model,
      practiceMigrations.filter((migration) => migration.version <= version),
    );
    const text = (object: SchemaObject): string =>
      `${object.type} ${object.name} on ${object.tbl_name}: ${object.sql ?? ''}`;
    const expected = new Set(schemaOf(model).map(text));
    const found = schemaOf(database).map(text);
    const unknown = found
      .filter((object) => !expected.has(object))
      .map((object) => `Unknown: ${object.slice(0, 120)}`);
    const missing = [...expected.difference(new Set(found))].map(
      (object) => `Missing: ${object.slice(0, 120)}`,
    );
    return [...unknown, ...missing];
  } finally {
    model.close();
  }
}
