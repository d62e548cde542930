/** Imports: their reports, the mappings of columns that they used, and the cases that they brought. */
import { AppError, ImportMapping, ImportReport } from '@causebook/contracts';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import type { WholeCase } from '../import/fingerprint.ts';
import type { NumberedCase } from '../import/import-plan.ts';
import { insertInto } from '../insert-into.ts';
import { readSetting } from '../practice.ts';
import type { PracticeSchema } from '../schema.ts';

const MAPPINGS = 'import.mappings';
const MAPPINGS_KEPT = 20;
const fingerprintsKey = (importId: string): string => `import.fingerprints.${importId}`;
/** Bytes of base64 that one fingerprint takes. */
const FINGERPRINT_LENGTH = 12;

const Remembered = z.array(z.object({ signature: z.string(), mapping: ImportMapping }));

function setSetting(database: Database, key: string, value: string): void {
  database
    .prepare(
      'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    .run(key, value);
}

/** Newest first. Without those of a newer Causebook that cannot be understood. */
function rememberedMappings(database: Database): z.infer<typeof Remembered> {
  const text = readSetting(database, MAPPINGS);
  if (text === null) return [];
  try {
    return Remembered.safeParse(JSON.parse(text)).data ?? [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** The mapping that the last import of a file with this header used, or null. */
export function rememberedMapping(database: Database, signature: string): ImportMapping | null {
  return rememberedMappings(database).find((entry) => entry.signature === signature)?.mapping ?? null;
}

/** Keeps the newest 20, one for each header. */
export function rememberMapping(
  database: Database,
  entry: { readonly signature: string; readonly mapping: ImportMapping },
): void {
  const others = rememberedMappings(database).filter(({ signature }) => signature !== entry.signature);
  setSetting(database, MAPPINGS, JSON.stringify([entry, ...others].slice(0, MAPPINGS_KEPT)));
}

/** Every case that has a number. */
export function numberedCases(database: Database): NumberedCase[] {
  return database
    .prepare<[], NumberedCase>("SELECT number, title, court FROM cases WHERE number <> ''")
    .all();
}

/** Enters an import, so that cases can name it. */
export function beginImport(
  database: Database,
  about: Pick<PracticeSchema['imports'], 'id' | 'fileName' | 'importedAt' | 'importedBy'>,
): void {
  insertInto(database, 'imports').run({ ...about, report: '{}', undoneAt: null });
}

export function finishImport(
  database: Database,
  report: ImportReport,
  fingerprints: readonly string[],
): void {
  database.prepare('UPDATE imports SET report = ? WHERE id = ?').run(JSON.stringify(report), report.importId);
  setSetting(database, fingerprintsKey(report.importId), fingerprints.join(''));
}

/** By what the untouched cases of an import are known again; empty when that is not kept. */
export function fingerprintsOf(database: Database, importId: string): ReadonlySet<string> {
  const text = readSetting(database, fingerprintsKey(importId)) ?? '';
  return new Set(text.match(new RegExp(`.{${FINGERPRINT_LENGTH}}`, 'g')));
}

export function forgetFingerprints(database: Database, importId: string): void {
  database.prepare('DELETE FROM settings WHERE key = ?').run(fingerprintsKey(importId));
}

/** @throws AppError NOT_FOUND, INVALID_INPUT when it was taken back already */
export function markUndone(database: Database, importId: string, now: string): void {
  const { changes } = database
    .prepare('UPDATE imports SET undoneAt = ? WHERE id = ? AND undoneAt IS NULL')
    .run(now, importId);
  if (changes === 1) return;
  const isThere = database.prepare('SELECT 1 FROM imports WHERE id = ?').get(importId) !== undefined;
  throw isThere
    ? new AppError('INVALID_INPUT', 'This import was taken back already.', {
        remedy: 'There is nothing left to do.',
      })
    : new AppError('NOT_FOUND', 'This import is not known in this practice.');
}

export function casesOfImport(database: Database, importId: string): string[] {
  return database.prepare<[string], string>('SELECT id FROM cases WHERE importId = ?').pluck().all(importId);
}

/** Cases that something was deleted from and can be brought back to. */
export function casesOfDeletions(database: Database): ReadonlySet<string> {
  const tables = ['hearings', 'tasks', 'orders', 'documents'];
  const caseId = tables.map((table) => `content ->> '$.rows.${table}[0].caseId'`).join(', ');
  const found = database
    .prepare<[], string | null>(`SELECT DISTINCT coalesce(${caseId}) FROM deletions WHERE kind <> 'case'`)
    .pluck()
    .all();
  return new Set(found.filter((id) => id !== null));
}

const childTables = ['parties', 'hearings', 'tasks', 'documents', 'orders'] as const;

/** These cases with everything in them. */
export function wholeCases(database: Database, ids: readonly string[]): Map<string, WholeCase> {
  const places = ids.map(() => '?').join(', ');
  const cases = database
    .prepare<string[], { id: string }>(`SELECT * FROM cases WHERE id IN (${places})`)
    .all(...ids);
  const whole = new Map(
    cases.map((row) => [
      row.id,
      {
        case: row,
        parties: [] as object[],
        hearings: [] as object[],
        tasks: [] as object[],
        documents: [] as object[],
        orders: [] as object[],
      },
    ]),
  );
  for (const table of childTables) {
    const rows = database
      .prepare<string[], { caseId: string }>(`SELECT * FROM ${table} WHERE caseId IN (${places})`)
      .all(...ids);
    for (const row of rows) whole.get(row.caseId)![table].push(row);
  }
  return whole;
}

/** With everything in it. */
export function removeCase(database: Database, id: string): void {
  database.prepare('DELETE FROM cases WHERE id = ?').run(id);
}

const IMPORTS_LISTED = 100;
/** Characters of notes that a list carries; older imports keep only their numbers. */
const NOTES_ROOM = 400_000;

/** Newest first. */
export async function listImports(query: Kysely<PracticeSchema>): Promise<ImportReport[]> {
  const rows = await query
    .selectFrom('imports')
    .selectAll()
    .orderBy('importedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(IMPORTS_LISTED)
    .execute();
  let room = NOTES_ROOM;
  return rows.flatMap(({ report: text, undoneAt }) => {
    const report = ImportReport.safeParse({ ...JSON.parse(text), undoneAt }).data;
    if (report === undefined) return [];
    room -= text.length;
    return [room > 0 ? report : { ...report, refused: [], warnings: [] }];
  });
}
