/** The database of a profile that no app holds, for entries that a spec needs and no screen is to be asked for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';

/** To be closed before an app is started on the profile. */
export function practiceDatabase(profile: string): SqliteDatabase.Database {
  const live = readFileSync(join(profile, 'data', 'CURRENT'), 'utf8').trim();
  const database = new SqliteDatabase(join(profile, 'data', 'generations', live, 'database.sqlite'));
  database.pragma('foreign_keys = ON');
  return database;
}
