/** A practice and spreadsheets for the tests of the import. */
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuplicateChoice, ImportMapping, ImportPreview, ImportReport } from '@causebook/contracts';
import { ImportReading } from '@causebook/contracts';
import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import { inPlaceImports } from '../src/import/import-tasks.ts';
import type { ImportHooks } from '../src/import/import-hooks.ts';
import type { UndoAnswer } from '../src/import/undo-import.ts';
import { createPractice, openPractice, type Practice } from '../src/practice.ts';
import { now, tempProfile } from './profile.ts';

export const today = '2026-03-02';

export const hooks = (signal: AbortSignal = new AbortController().signal): ImportHooks => ({
  signal,
  onProgress: () => {},
});

export interface ImportOffice {
  readonly practice: Practice;
  /** Writes a file and gives its path. */
  file(name: string, content: string | Uint8Array): Promise<string>;
  /** A workbook; a Date becomes a cell with Excel's count of days. */
  workbook(sheets: Readonly<Record<string, SheetData>>): Promise<string>;
  preview(
    path: string,
    how?: { readonly reading?: Partial<ImportReading>; readonly mapping?: ImportMapping },
  ): Promise<ImportPreview>;
  /** Imports as previewed. */
  run(
    path: string,
    how?: {
      readonly reading?: Partial<ImportReading>;
      readonly mapping?: ImportMapping;
      readonly duplicates?: DuplicateChoice;
      readonly at?: Date;
      readonly signal?: AbortSignal;
    },
  ): Promise<ImportReport>;
  undo(importId: string): Promise<UndoAnswer>;
  all<Row>(sql: string): Row[];
}

let imports = 0;

export async function importOffice(): Promise<ImportOffice> {
  const paths = await tempProfile();
  await createPractice(paths, { now, name: 'Rao & Rao' });
  const practice = await openPractice(paths);
  const database = practice.database.name;
  const place = (name: string): string => join(dirname(paths.data), name);
  const office: ImportOffice = {
    practice,
    async file(name, content) {
      await writeFile(place(name), content);
      return place(name);
    },
    async workbook(sheets) {
      const path = place('register.xlsx');
      const all = Object.entries(sheets).map(([sheet, data]) => ({ sheet, data }));
      await writeExcelFile(all).toFile(path);
      return path;
    },
    preview: (filePath, { reading = {}, mapping } = {}) =>
      inPlaceImports.run(
        {
          kind: 'import-preview',
          filePath,
          database,
          reading: ImportReading.parse(reading),
          mapping: mapping ?? null,
          today,
        },
        hooks(),
      ),
    async run(filePath, { reading = {}, mapping, duplicates = 'skip', at = now, signal } = {}) {
      const how = mapping ?? (await office.preview(filePath, { reading })).mapping;
      imports += 1;
      return inPlaceImports.run(
        {
          kind: 'import-run',
          filePath,
          database,
          reading: ImportReading.parse(reading),
          mapping: how,
          duplicates,
          importId: `import-${imports}`,
          importedAt: at.toISOString(),
          importedBy: 'Meera Rao',
          today,
        },
        hooks(signal),
      );
    },
    undo: (importId) =>
      inPlaceImports.run(
        { kind: 'import-undo', database, importId, by: 'Meera Rao', now: now.toISOString() },
        hooks(),
      ),
    all: <Row>(sql: string) => practice.database.prepare<[], Row>(sql).all(),
  };
  return office;
}

/** The mapping with the names of its columns. */
export const named = ({ mapping, columns }: ImportPreview): Record<string, string> =>
  Object.fromEntries(Object.entries(mapping).map(([field, column]) => [field, columns[column!]!.name]));
