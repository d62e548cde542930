/** What the indexes of a damaged database still say of its rows: which there were, and a few of their words. */
import { dayInWords } from '../days.ts';
import type { Value } from './page-file.ts';
import type { IndexEntry, PageMap } from './page-map.ts';
import { fitsKey, type ContentTable } from './row-fits.ts';

export interface Known {
  readonly key: string;
  /** In diary words, as far as something is known. */
  readonly label: string;
  /** Number and title of a case, where an index has them. */
  readonly number: string;
  readonly title: string;
}
/** By the number of the row. */
export type KnownOf = ReadonlyMap<number, Known>;

type Entries = PageMap['entries'];

const nouns: Readonly<Record<ContentTable, string>> = {
  users: 'Somebody who works here',
  imports: 'An import',
  cases: 'Case',
  parties: 'A party of a case',
  hearings: 'Hearing',
  tasks: 'Task',
  documents: 'Document',
  orders: 'Order',
  deletions: 'A deleted entry',
  deletedDocuments: 'A deleted document',
  settings: 'A setting',
};

/** Which index tells of which day a row is, and how it is said. */
const days: { readonly [Table in ContentTable]?: { readonly index: string; readonly says: string } } = {
  hearings: { index: 'hearingsByDay', says: 'of' },
  tasks: { index: 'tasksByDueDay', says: 'due on' },
  orders: { index: 'ordersByDay', says: 'of' },
  documents: { index: 'documentsByDate', says: 'added on' },
};

export function knownOf(table: ContentTable, entries: Entries): KnownOf {
  const own = entries.get(`sqlite_autoindex_${table}_1`) ?? [];
  const numbers = wordsBy(entries, table === 'cases' ? 'casesByNumber' : '');
  const titles = wordsBy(entries, table === 'cases' ? 'casesByTitle' : '');
  const dayOf = valuesBy(entries, days[table]?.index ?? '');
  return new Map(
    own.flatMap(({ values: [key], rowid }): [number, Known][] => {
      if (key === undefined || !fitsKey(table, key)) return [];
      const number = numbers.get(rowid) ?? '';
      const title = titles.get(rowid) ?? '';
      return [[rowid, { key, number, title, label: labelOf(table, dayOf.get(rowid), number, title) }]];
    }),
  );
}

function labelOf(
  table: ContentTable,
  dated: readonly Value[] | undefined,
  number: string,
  title: string,
): string {
  const noun = nouns[table];
  if (number !== '' || title !== '') return [noun, number, title].filter(Boolean).join(' ');
  const [day, , court] = dated ?? [];
  if (typeof day !== 'string') return noun;
  const when = `${noun} ${days[table]!.says} ${dayInWords(day.slice(0, 10))}`;
  return table === 'hearings' && typeof court === 'string' && court !== '' ? `${when}, ${court}` : when;
}

function valuesBy(entries: Entries, index: string): ReadonlyMap<number, IndexEntry['values']> {
  return new Map((entries.get(index) ?? []).map(({ values, rowid }) => [rowid, values]));
}

function wordsBy(entries: Entries, index: string): ReadonlyMap<number, string> {
  return new Map((entries.get(index) ?? []).map(({ values, rowid }) => [rowid, String(values[0] ?? '')]));
}
