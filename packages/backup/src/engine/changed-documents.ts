/** Which documents of a practice have other contents than in another one: a database as `main`, the later as `live`. */
import { NAMED_DOCUMENTS, type DocumentChange, type IncrementChanges } from '@causebook/contracts';
import type { Database } from '@causebook/data';

/** Documents that are in both, with another content. */
const REPLACED =
  'SELECT l.id FROM live.documents l JOIN main.documents m USING (id) WHERE l.sha256 <> m.sha256';

/** Contents that the documents of one have and those of the other have not; a replaced one is counted as such only. */
const onlyIn = (has: 'live' | 'main', lacks: 'live' | 'main'): string =>
  `SELECT d.sha256, d.size, d.name, d.caseId FROM ${has}.documents d
   WHERE d.sha256 NOT IN (SELECT sha256 FROM ${lacks}.documents) AND d.id NOT IN (${REPLACED})`;

/** Both must have the same version. */
export const changedDocuments = (database: Database): IncrementChanges['documents'] => ({
  added: change(database, onlyIn('live', 'main'), 'live'),
  removed: change(database, onlyIn('main', 'live'), 'main'),
  replaced: change(
    database,
    `SELECT sha256, size, name, caseId FROM live.documents WHERE id IN (${REPLACED})`,
    'live',
  ),
});

/** @param rows a query for the documents, each with sha256, size, name and caseId */
function change(database: Database, rows: string, of: 'live' | 'main'): DocumentChange {
  const distinct = `SELECT sha256, max(size) AS size, min(name) AS name, min(caseId) AS caseId FROM (${rows}) GROUP BY sha256`;
  const sum = database
    .prepare<[], { count: number; bytes: number }>(
      `SELECT count(*) AS count, coalesce(sum(size), 0) AS bytes FROM (${distinct})`,
    )
    .get();
  const named = database
    .prepare<[number], DocumentChange['named'][number]>(
      `SELECT substr(d.name, 1, 200) AS name, coalesce(substr(c.number, 1, 100), '') AS caseNumber, d.size AS size
       FROM (${distinct}) d LEFT JOIN ${of}.cases c ON c.id = d.caseId ORDER BY d.size DESC, d.name LIMIT ?`,
    )
    .all(NAMED_DOCUMENTS);
  return { count: sum?.count ?? 0, bytes: sum?.bytes ?? 0, named };
}
