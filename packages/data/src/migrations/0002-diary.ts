/**
 * The diary: parties, deleted entries, imports, and a full-text index over what an office writes down.
 *
 * The index holds no text of its own (`content=''`): it is made from the rows by triggers, under numbers that
 * `searchEntries` gives, because the rows' own numbers may change when SQLite packs a database. A case is found by its
 * parties too, and whatever belongs to a case by the number and title of the case: those words stand under `context`.
 * So words that are spread over a case and what is in it meet in one row of the index.
 */
import type { SearchKind } from '@causebook/contracts';

export const version = 2;

interface Searchable {
  readonly kind: SearchKind;
  readonly table: string;
  readonly title: readonly string[];
  readonly body: readonly string[];
  /** Only rows with words in this column are found by themselves. */
  readonly only?: string;
}

const searchables: readonly Searchable[] = [
  {
    kind: 'case',
    table: 'cases',
    title: ['number', 'title', 'clientName'],
    body: [
      'opponent',
      'reference',
      'otherNumbers',
      'court',
      'judge',
      'kind',
      'stage',
      'clientContact',
      'notes',
    ],
  },
  { kind: 'party', table: 'parties', title: ['name'], body: ['role', 'counsel', 'contact'] },
  { kind: 'hearing', table: 'hearings', title: ['notes'], body: ['purpose', 'outcome'], only: 'notes' },
  { kind: 'task', table: 'tasks', title: ['title'], body: ['notes'] },
  { kind: 'order', table: 'orders', title: ['title'], body: ['summary'] },
  { kind: 'document', table: 'documents', title: ['name'], body: ['tags'] },
];

/**
 * What stands in the index for a kind, so that a search can ask for the first few of one kind without looking at the
 * others: letters of the private use area, which no word that a person types begins with.
 */
export const kindLetters: Readonly<Record<SearchKind, string>> = {
  case: '\uE001',
  party: '\uE002',
  hearing: '\uE003',
  task: '\uE004',
  order: '\uE005',
  document: '\uE006',
};

/** What the entries of a case are found by, beside their own words. */
const caseName = ['number', 'title'];
/** What a case is found by, beside its own words. */
const partyWords = ['name', 'counsel'];

const joined = (row: string, columns: readonly string[]): string =>
  columns.map((column) => `${row}.${column}`).join(` || ' ' || `);

const differs = (columns: readonly string[]): string =>
  columns.map((column) => `old.${column} IS NOT new.${column}`).join(' OR ');

const caseIdOf = ({ kind }: Searchable): string => (kind === 'case' ? 'id' : 'caseId');

const contextOf = ({ kind }: Searchable): string =>
  kind === 'case'
    ? `(SELECT group_concat(${joined('p', partyWords)}, ' ') FROM parties p WHERE p.caseId = t.id)`
    : `(SELECT ${joined('c', caseName)} FROM cases c WHERE c.id = t.caseId)`;

/** Adds to the index what the rows of a kind say, for those rows that have an entry. */
const learn = (searchable: Searchable, which = ''): string => `
  INSERT INTO searchIndex (rowid, title, body, context, kind)
    SELECT e.number, ${joined('t', searchable.title)}, ${joined('t', searchable.body)},
      coalesce(${contextOf(searchable)}, ''), '${kindLetters[searchable.kind]}'
    FROM ${searchable.table} t JOIN searchEntries e ON e.entryId = t.id AND e.kind = '${searchable.kind}'${which};`;

const forget = ({ kind }: Searchable, ids: string): string => `
  DELETE FROM searchIndex WHERE rowid IN
    (SELECT number FROM searchEntries WHERE kind = '${kind}' AND entryId IN (${ids}));`;

const drop = (searchable: Searchable, id: string): string => `${forget(searchable, id)}
  DELETE FROM searchEntries WHERE kind = '${searchable.kind}' AND entryId = ${id};`;

function add(searchable: Searchable): string {
  const { kind, only } = searchable;
  const where = only === undefined ? '' : ` WHERE new.${only} <> ''`;
  return `
  INSERT INTO searchEntries (entryId, kind, caseId) SELECT new.id, '${kind}', new.${caseIdOf(searchable)}${where};${learn(searchable, ' WHERE t.id = new.id')}`;
}

function triggersFor(searchable: Searchable): string[] {
  const { kind, table, title, body } = searchable;
  const name = `search${kind[0]!.toUpperCase()}${kind.slice(1)}`;
  const columns = [...new Set(['id', caseIdOf(searchable), ...title, ...body])];
  return [
    // A row that replaces another of its id removes it without a word.
    `CREATE TRIGGER ${name}Added AFTER INSERT ON ${table} BEGIN${drop(searchable, 'new.id')}${add(searchable)}
END`,
    `CREATE TRIGGER ${name}Removed AFTER DELETE ON ${table} BEGIN${drop(searchable, 'old.id')}
END`,
    `CREATE TRIGGER ${name}Changed AFTER UPDATE OF ${columns.join(', ')} ON ${table} WHEN ${differs(columns)} BEGIN${drop(searchable, 'old.id')}${add(searchable)}
END`,
  ];
}

const [theCase, ...inCase] = searchables as [Searchable, ...Searchable[]];

/** Makes the index follow a case's new name, and a case's parties. */
function contextTriggers(): string[] {
  const renamed = inCase
    .map((searchable) => {
      const ids = `SELECT id FROM ${searchable.table} WHERE caseId = new.id`;
      return forget(searchable, ids) + learn(searchable, ' WHERE t.caseId = new.id');
    })
    .join('');
  const again = (id: string): string => forget(theCase, id) + learn(theCase, ` WHERE t.id = ${id}`);
  const columns = ['caseId', ...partyWords];
  return [
    `CREATE TRIGGER searchCaseRenamed AFTER UPDATE OF ${caseName.join(', ')} ON cases WHEN ${differs(caseName)} BEGIN${renamed}
END`,
    `CREATE TRIGGER searchPartyJoined AFTER INSERT ON parties BEGIN${again('new.caseId')}
END`,
    `CREATE TRIGGER searchPartyLeft AFTER DELETE ON parties BEGIN${again('old.caseId')}
END`,
    `CREATE TRIGGER searchPartyRenamed AFTER UPDATE OF ${columns.join(', ')} ON parties WHEN ${differs(columns)} BEGIN${again('old.caseId')}${again('new.caseId')}
END`,
  ];
}

/** What keeps the index, by name: dropped while thousands of rows are written, and made again to the letter. */
export const searchTriggers: readonly { readonly name: string; readonly sql: string }[] = [
  ...searchables.flatMap(triggersFor),
  ...contextTriggers(),
].map((sql) => ({ name: sql.split(' ')[2]!, sql }));

/** Fills an empty index from all rows. */
export const fillSearchIndex: string = searchables
  .map(
    (searchable) => `
  INSERT INTO searchEntries (entryId, kind, caseId)
    SELECT id, '${searchable.kind}', ${caseIdOf(searchable)} FROM ${searchable.table}${searchable.only === undefined ? '' : ` WHERE ${searchable.only} <> ''`} ORDER BY rowid;${learn(searchable, ' ORDER BY e.number')}`,
  )
  .join('');

/** Fills the index a few rows at a time; rows that have an entry by then are left alone. */
export interface SearchStep {
  /** The last of the next `most` rows after `after`, the last one so far; null when there are no more. */
  readonly next: string;
  /** Gives entries to the rows after `after` up to `last`. */
  readonly enter: string;
  /** Puts into the index what the entries with numbers above `before` say. */
  readonly learn: string;
}

/** One for each kind, in the order of `fillSearchIndex`. */
export const searchSteps: readonly SearchStep[] = searchables.map((searchable) => {
  const { kind, table, only } = searchable;
  const worded = only === undefined ? '' : ` AND t.${only} <> ''`;
  return {
    next: `SELECT max(n) FROM
      (SELECT t.rowid AS n FROM ${table} t WHERE t.rowid > @after${worded} ORDER BY t.rowid LIMIT @most)`,
    enter: `INSERT INTO searchEntries (entryId, kind, caseId)
      SELECT t.id, '${kind}', t.${caseIdOf(searchable)} FROM ${table} t
      WHERE t.rowid > @after AND t.rowid <= @last${worded}
        AND NOT EXISTS (SELECT 1 FROM searchEntries e WHERE e.entryId = t.id AND e.kind = '${kind}')
      ORDER BY t.rowid`,
    learn: learn(searchable, ' WHERE e.number > @before ORDER BY e.number'),
  };
});

/** How many entries the index should have. */
export const countSearchable: string = searchables
  .map(
    ({ table, only }) => `(SELECT count(*) FROM ${table}${only === undefined ? '' : ` WHERE ${only} <> ''`})`,
  )
  .join(' + ');

export const sql = `
CREATE TABLE imports (
  id TEXT NOT NULL PRIMARY KEY,
  fileName TEXT NOT NULL,
  importedAt TEXT NOT NULL,
  importedBy TEXT NOT NULL,
  report TEXT NOT NULL,
  undoneAt TEXT
) STRICT;

ALTER TABLE users ADD COLUMN active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1));
ALTER TABLE users ADD COLUMN pin TEXT;
ALTER TABLE cases ADD COLUMN otherNumbers TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN importId TEXT REFERENCES imports (id) ON DELETE SET NULL;
ALTER TABLE hearings ADD COLUMN room TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks ADD COLUMN hearingId TEXT REFERENCES hearings (id) ON DELETE SET NULL;
ALTER TABLE documents ADD COLUMN tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags));

CREATE INDEX casesByImport ON cases (importId) WHERE importId IS NOT NULL;
CREATE INDEX casesByStatus ON cases (status);
CREATE INDEX casesByCourt ON cases (court);
CREATE INDEX casesByTitle ON cases (title);
CREATE INDEX casesByUpdate ON cases (updatedAt);
CREATE INDEX tasksByHearing ON tasks (hearingId) WHERE hearingId IS NOT NULL;
CREATE INDEX ordersByDay ON orders (orderedOn);
CREATE INDEX documentsByDate ON documents (addedAt);
DROP INDEX hearingsByDay;
CREATE INDEX hearingsByDay ON hearings (day, time, court, caseId);
CREATE INDEX hearingsUnrecorded ON hearings (day, caseId) WHERE outcome = '';
CREATE INDEX tasksOpen ON tasks (dueOn) WHERE doneAt IS NULL;
CREATE INDEX tasksDone ON tasks (doneAt) WHERE doneAt IS NOT NULL;
DROP INDEX casesByLawyer;
CREATE INDEX casesByLawyer ON cases (lawyerId, id);
CREATE INDEX hearingsWithNotes ON hearings (id) WHERE notes <> '';

CREATE TABLE parties (
  id TEXT NOT NULL PRIMARY KEY,
  caseId TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  side TEXT NOT NULL CHECK (side IN ('client', 'opponent', 'other')),
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  counsel TEXT NOT NULL,
  contact TEXT NOT NULL
) STRICT;
CREATE INDEX partiesByCase ON parties (caseId, position);

CREATE TABLE deletions (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('case', 'hearing', 'task', 'order', 'document')),
  title TEXT NOT NULL,
  deletedAt TEXT NOT NULL,
  deletedBy TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;
CREATE INDEX deletionsByDate ON deletions (deletedAt);

CREATE TABLE deletedDocuments (
  id TEXT NOT NULL PRIMARY KEY,
  deletionId TEXT NOT NULL REFERENCES deletions (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  size INTEGER NOT NULL CHECK (size >= 0)
) STRICT;
CREATE INDEX deletedDocumentsByDeletion ON deletedDocuments (deletionId);
CREATE INDEX deletedDocumentsByContent ON deletedDocuments (sha256, size);

CREATE TABLE searchEntries (
  number INTEGER PRIMARY KEY,
  entryId TEXT NOT NULL,
  kind TEXT NOT NULL,
  caseId TEXT,
  UNIQUE (entryId, kind)
) STRICT;
CREATE VIRTUAL TABLE searchIndex USING fts5 (
  title, body, context, kind,
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2'
);
CREATE VIRTUAL TABLE searchTerms USING fts5vocab (searchIndex, instance);
${searchTriggers.map((trigger) => `${trigger.sql};`).join('\n')}
${fillSearchIndex}
`;
