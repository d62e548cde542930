/** Which page of a damaged database belongs to what: the trees as far as they can be followed, and the pages given up. */
import SqliteDatabase from 'better-sqlite3';
import type { Database } from '../database.ts';
import { migrate } from '../migrate.ts';
import { PageFile, type Cell } from './page-file.ts';
import { isDamage } from './probe-rows.ts';

export interface IndexEntry {
  readonly values: Cell['values'];
  readonly rowid: number;
}

export interface PageMap {
  /** Pages of rows, by the table to which a tree leads from its root. */
  readonly leaves: ReadonlyMap<number, string>;
  /** Entries of each index that can be reached. */
  readonly entries: ReadonlyMap<string, readonly IndexEntry[]>;
  /** Pages that hold what was deleted, if anything. */
  readonly givenUp: ReadonlySet<number>;
  /** Whether all of those are known. */
  readonly isGivenUpKnown: boolean;
}

interface Tree {
  readonly type: string;
  readonly name: string;
  readonly rootpage: number;
}

/** @param database the same file as SQLite sees it; null when it sees nothing in it */
export function mapPages(file: PageFile, database: Database | null): PageMap {
  const leaves = new Map<number, string>();
  const entries = new Map<string, IndexEntry[]>();
  const given = pagesGivenUp(file);
  for (const { type, name, rootpage } of treesOf(database) ?? treesFound(file, given.givenUp)) {
    const found: IndexEntry[] = [];
    follow(file, rootpage, (number, cells) => {
      if (type === 'table') leaves.set(number, name);
      else found.push(...cells.flatMap(asEntry));
    });
    if (type === 'index') entries.set(name, found);
  }
  return { leaves, entries, ...given };
}

const TREES = 'SELECT type, name, rootpage FROM sqlite_schema WHERE rootpage > 0';

/** Null when SQLite cannot tell. */
function treesOf(database: Database | null): Tree[] | null {
  try {
    return database?.prepare<[], Tree>(TREES).all() ?? null;
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  }
}

/**
 * Where the trees begin, from whatever pages of the schema are left. Only what Causebook's own schema has is believed, and
 * only where it is said once.
 */
function treesFound(file: PageFile, givenUp: ReadonlySet<number>): Tree[] {
  const ours = ourTrees();
  const found = new Map<string, Tree[]>();
  for (let number = 1; number <= file.pageCount; number += 1) {
    const page = givenUp.has(number) ? null : file.page(number);
    for (const cell of page?.kind === 'table-leaf' ? page.cells : []) {
      const [type, name, table, rootpage, ...rest] = cell?.values ?? [];
      if (rest.length !== 1 || ours.get(`${type} ${name} ${table}`) !== rest[0]) continue;
      const tree = { type: String(type), name: String(name), rootpage: Number(rootpage) };
      found.set(tree.name, [...(found.get(tree.name) ?? []), tree]);
    }
  }
  return [...found.values()].flatMap((trees) =>
    trees.length === 1 && file.page(trees[0]!.rootpage)?.kind.startsWith(trees[0]!.type) ? trees : [],
  );
}

/** How the newest version of the schema describes its tables and indexes. */
function ourTrees(): ReadonlyMap<string, string | null> {
  const model = new SqliteDatabase(':memory:');
  try {
    migrate(model);
    const rows = model
      .prepare<[], { type: string; name: string; tbl_name: string; sql: string | null }>(
        'SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE rootpage > 0',
      )
      .all();
    return new Map(rows.map(({ type, name, tbl_name, sql }) => [`${type} ${name} ${tbl_name}`, sql]));
  } finally {
    model.close();
  }
}

function follow(
  file: PageFile,
  root: number,
  visit: (number: number, cells: readonly (Cell | null)[]) => void,
): void {
  const seen = new Set<number>();
  const waiting = [root];
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    if (seen.has(number)) continue;
    seen.add(number);
    const page = file.page(number);
    if (page === null) continue;
    if (page.kind !== 'table-node') visit(number, page.cells);
    waiting.push(...page.children);
  }
}

/** The number of the row stands last in an entry. */
function asEntry(cell: Cell | null): IndexEntry[] {
  const rowid = cell?.values.at(-1);
  return cell && typeof rowid === 'number' ? [{ values: cell.values.slice(0, -1), rowid }] : [];
}

/** A page that lists others: its successor, how many, and which. */
function listedBy(
  file: PageFile,
  number: number,
): { readonly next: number; readonly pages: number[] } | null {
  const bytes = file.bytes(number);
  const next = bytes.readUInt32BE(0);
  const count = bytes.readUInt32BE(4);
  if (next > file.pageCount || count > (file.pageSize - 8) / 4) return null;
  const pages = Array.from({ length: count }, (_, index) => bytes.readUInt32BE(8 + 4 * index));
  const isSound = pages.every((page) => page > 1 && page <= file.pageCount) && new Set(pages).size === count;
  return isSound ? { next, pages } : null;
}

function pagesGivenUp(file: PageFile): Pick<PageMap, 'givenUp' | 'isGivenUpKnown'> {
  const head = file.bytes(1);
  const givenUp = new Set<number>();
  let next = file.hasHead ? head.readUInt32BE(32) : 0;
  while (next > 1 && next <= file.pageCount && !givenUp.has(next)) {
    givenUp.add(next);
    const listed = listedBy(file, next);
    if (listed === null) break;
    for (const page of listed.pages) givenUp.add(page);
    next = listed.next;
  }
  if (file.hasHead && givenUp.size === head.readUInt32BE(36)) return { givenUp, isGivenUpKnown: true };
  // The chain is broken: whatever looks like a link of it is believed, so that nothing deleted comes back.
  for (let number = 2; number <= file.pageCount; number += 1) {
    const listed = file.page(number) === null ? listedBy(file, number) : null;
    if (listed && listed.pages.length > 0) for (const page of [number, ...listed.pages]) givenUp.add(page);
  }
  return { givenUp, isGivenUpKnown: false };
}
