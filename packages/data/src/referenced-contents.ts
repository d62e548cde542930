/** Which contents of the document store a practice needs: those of its documents, and of documents deleted lately. */
import type { Database } from './database.ts';
import { databaseVersion } from './migrate.ts';

/** A document content that rows refer to. */
export interface ReferencedContent {
  readonly sha256: string;
  readonly size: number;
}

/** Every distinct content that the documents refer to, or one that was deleted lately, in order of its hash. */
export function referencedContents(database: Database): ReferencedContent[] {
  return database
    .prepare<[], ReferencedContent>(
      `SELECT sha256, max(size) AS size FROM (${documentsOf(database)}) GROUP BY sha256 ORDER BY sha256`,
    )
    .all();
}

/**
 * That no row is missing from the answer to that unseen: a damaged page or index can hide rows without any error.
 * @throws Error with the code SQLITE_CORRUPT when the tables that name contents are damaged
 */
export function requireWholeReferences(database: Database): void {
  for (const table of databaseVersion(database) < 2 ? ['documents'] : ['documents', 'deletedDocuments']) {
    const problem = database.pragma(`integrity_check('${table}')`, { simple: true });
    if (problem !== 'ok') {
      const message = `The table ${table} is damaged: ${String(problem)}`;
      throw Object.assign(new Error(message), { code: 'SQLITE_CORRUPT' });
    }
  }
}

/** A query for name and size of every content that a practice of this database's version keeps. */
export const documentsOf = (database: Database): string =>
  databaseVersion(database) < 2
    ? 'SELECT sha256, size FROM documents'
    : 'SELECT sha256, size FROM documents UNION ALL SELECT sha256, size FROM deletedDocuments';
