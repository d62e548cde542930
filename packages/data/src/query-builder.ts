/** Queries whose columns are checked when they are compiled. Apart, so that a thread that only proves needs no Kysely. */
import { Kysely, SqliteDialect } from 'kysely';
import type { Database } from './database.ts';

/** A typed query builder over an open connection. Destroying it closes the connection. */
export function queryBuilder<Schema>(database: Database): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
}
