/** The database of the catalog: opened, made, or put aside when it is damaged. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  exists,
  fsyncFolder,
  integrityProblems,
  migrate,
  openDatabase,
  renameFile,
  type Database,
  type ProfilePaths,
} from '@causebook/data';
import { CATALOG_APPLICATION_ID, catalogMigrations } from './schema.ts';

/** Opens the database of the catalog, or makes it. @throws AppError FILE_CORRUPTION, VERSION_UNSUPPORTED, INSUFFICIENT_SPACE */
export function openCatalogDatabase({ catalog }: ProfilePaths): Database {
  const database = openDatabase(catalog, { create: true });
  try {
    const [problem] = integrityProblems(database);
    if (problem !== undefined) throw Object.assign(new Error(problem), { code: 'SQLITE_CORRUPT' });
    migrate(database, catalogMigrations, CATALOG_APPLICATION_ID);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** @returns the folder that it was moved to */
export async function quarantineCatalog(paths: ProfilePaths, now: Date): Promise<string> {
  const folder = join(paths.quarantine, `catalog-${now.toISOString().replaceAll(':', '-')}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const suffix of ['-wal', '-shm', '']) {
    if (await exists(paths.catalog + suffix))
      await renameFile(paths.catalog + suffix, join(folder, `catalog.sqlite${suffix}`));
  }
  await fsyncFolder(folder);
  return folder;
}
