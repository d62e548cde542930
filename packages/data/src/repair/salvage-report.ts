/** A salvage in figures, with what became of the documents. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NAMED_AT_MOST, Sha256, throwIfCancelled, type SalvageReport } from '@causebook/contracts';
import { openReadOnly } from '../database.ts';
import { exists, fileSize } from '../durable-files.ts';
import { shownName } from '../document-names.ts';
import { documentPath } from '../profile-paths.ts';
import { referencedContents } from '../referenced-contents.ts';
import type { Salvaged } from './salvage-rows.ts';

/** @param database with what was salvaged @param files the store of documents */
export async function salvageReport(
  salvaged: Salvaged,
  database: string,
  files: string,
  signal?: AbortSignal,
): Promise<SalvageReport> {
  const { kinds, lost, placeholders, clearedLinks } = salvaged;
  const sum = (field: 'read' | 'missing' | 'setAside'): number =>
    kinds.reduce((total, kind) => total + kind[field], 0);
  return {
    kinds: [...kinds],
    read: sum('read'),
    missing: sum('missing'),
    setAside: sum('setAside'),
    lost: lost.slice(0, NAMED_AT_MOST),
    placeholders,
    clearedLinks,
    ...(await documentFacts(database, files, signal)),
  };
}

type DocumentFacts = Pick<SalvageReport, 'documentsAbsent' | 'documentsUnreferenced'>;

/** Documents that entries name and the store has not, and the other way round. */
export async function documentFacts(
  path: string,
  files: string,
  signal?: AbortSignal,
): Promise<DocumentFacts> {
  const database = openReadOnly(path);
  try {
    const contents = referencedContents(database);
    const absent = new Set<string>();
    for (const { sha256, size } of contents) {
      throwIfCancelled(signal);
      if ((await fileSize(documentPath(files, sha256))) !== size) absent.add(sha256);
    }
    const named = database
      .prepare<[], { name: string; sha256: string }>('SELECT name, sha256 FROM documents ORDER BY name')
      .all()
      .filter(({ sha256 }) => absent.has(sha256));
    const names = named.slice(0, NAMED_AT_MOST).map(({ name }) => shownName(name));
    return {
      documentsAbsent: { count: absent.size, names },
      documentsUnreferenced: await unreferenced(new Set(contents.map(({ sha256 }) => sha256)), files),
    };
  } finally {
    database.close();
  }
}

async function unreferenced(
  wanted: ReadonlySet<string>,
  files: string,
): Promise<DocumentFacts['documentsUnreferenced']> {
  let count = 0;
  let bytes = 0;
  if (!(await exists(files))) return { count, bytes };
  for (const folder of await readdir(files)) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    for (const name of await readdir(join(files, folder))) {
      if (!Sha256.safeParse(name).success || wanted.has(name)) continue;
      count += 1;
      bytes += (await stat(join(files, folder, name))).size;
    }
  }
  return { count, bytes };
}
