/** A damaged practice in words: what was read of it, and what was not. */
import type { NewerRow, RecoveryOptions, RowKind, SalvageReport } from '@causebook/contracts';
import { format, type Format } from '../../format.ts';

const nouns: Readonly<Record<RowKind, readonly [one: string, many: string]>> = {
  user: ['person', 'people'],
  import: ['import', 'imports'],
  case: ['case', 'cases'],
  party: ['party', 'parties'],
  hearing: ['hearing', 'hearings'],
  task: ['task', 'tasks'],
  document: ['document', 'documents'],
  order: ['order', 'orders'],
  deletion: ['deleted entry', 'deleted entries'],
  deletedDocument: ['deleted document', 'deleted documents'],
  setting: ['setting', 'settings'],
};

/** `19,981 of at least 20,000 entries can be read.` */
export function readInWords(
  { read, missing, setAside }: Pick<SalvageReport, 'read' | 'missing' | 'setAside'>,
  verb: 'can be read' | 'were read' = 'can be read',
  f: Format = format,
): string {
  const all = read + missing + setAside;
  if (all === 0) return 'No entry can be read.';
  return `${f.integer(read)} of at least ${f.count(all, 'entry', 'entries')} ${verb}.`;
}

/** `14 hearings and 2 cases could not be read.`, empty when nothing is known to be missing. */
export function missingInWords({ kinds }: SalvageReport, f: Format = format): string {
  const parts = kinds
    .filter(({ missing }) => missing > 0)
    .map(({ kind, missing }) => f.count(missing, ...nouns[kind]));
  return parts.length === 0 ? '' : `${f.list(parts)} could not be read.`;
}

export const proofWords: Readonly<Record<RecoveryOptions['backups'][number]['proof'], string>> = {
  proven: 'It was restored on trial, and everything was there.',
  verified: 'It was read back and checked when it was made.',
  none: 'It was not checked yet; that is done before anything is changed.',
};

const changeWords: Readonly<Record<NewerRow['change'], string>> = {
  added: 'new',
  changed: 'changed',
  deleted: 'deleted',
};

/** `Hearing of 14 November 2026, District Court (new)`. */
export const rowInWords = ({ kind, change, label }: NewerRow): string => {
  const [noun] = nouns[kind];
  const name = kind === 'hearing' ? label : `${noun[0]!.toUpperCase()}${noun.slice(1)}: ${label}`;
  return `${name} (${changeWords[change]})`;
};

export interface RowGroup {
  /** The case, or a word for what belongs to none. */
  readonly title: string;
  readonly rows: readonly NewerRow[];
}

/** Newer entries by their case, those of no case last. */
export function groupRows(rows: readonly NewerRow[]): RowGroup[] {
  const groups = new Map<string, NewerRow[]>();
  for (const row of rows) {
    const title = row.kind === 'case' ? row.label : row.caseLabel;
    groups.set(title, [...(groups.get(title) ?? []), row]);
  }
  const none = groups.get('') ?? [];
  groups.delete('');
  const named = [...groups].map(([title, of]) => ({ title, rows: of }));
  return none.length === 0 ? named : [...named, { title: 'Not in a case', rows: none }];
}

/** `3 hearings and 1 case`, for whoever is not told names. */
export function kindsInWords(rows: readonly NewerRow[], f: Format = format): string {
  const counts = new Map<RowKind, number>();
  for (const { kind } of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return f.list([...counts].map(([kind, count]) => f.count(count, ...nouns[kind])));
}
