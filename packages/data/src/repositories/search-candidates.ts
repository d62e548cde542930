/** Asks the search index which entries have the words, a bounded number of them, so that no search takes long. */
import { wordParts, type SearchKind } from '@causebook/contracts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { kindLetters } from '../migrations/0002-diary.ts';
import type { PracticeSchema } from '../schema.ts';

/** How many entries are looked at where very many have the words: the newest. */
const MOST: Readonly<Record<SearchKind, number>> = {
  case: 600,
  party: 150,
  hearing: 150,
  task: 150,
  order: 150,
  document: 150,
};

/** A quoted string is the one thing that the index reads as words, whatever stands in it. */
const quoted = (word: string): string => `"${word.replaceAll('"', '""')}"`;

/** The index keeps beginnings of this length; a longer one it would have to gather from all words that begin so. */
const KEPT_BEGINNING = 2;
const MOST_SPELLINGS = 24;

/**
 * What stands in the index for a word of which a person typed the beginning. A few words are named one by one, because
 * the index then stops at the first entries instead of gathering all; null when no word begins so.
 */
export async function spelling(query: Kysely<PracticeSchema>, word: string): Promise<string | null> {
  const parts = wordParts(word);
  const last = parts.at(-1) ?? '';
  const isPlain = parts.every((part) => /^[a-z0-9]+$/.test(part));
  if (!isPlain || last.length <= KEPT_BEGINNING) return `${quoted(word)}*`;
  const terms: string[] = [];
  // Each step looks for the first word behind the one before; a word stands there once for every place it is in.
  for (let from = last; terms.length <= MOST_SPELLINGS; from = `${terms.at(-1)!}\u0001`) {
    const next = await query
      .selectFrom('searchTerms')
      .select('term')
      .where('term', '>=', from)
      .limit(1)
      .executeTakeFirst();
    if (next === undefined || !next.term.startsWith(last)) break;
    terms.push(next.term);
  }
  if (terms.length === 0) return null;
  if (terms.length > MOST_SPELLINGS) return `${quoted(word)}*`;
  const before = parts.slice(0, -1);
  return `(${terms.map((term) => quoted([...before, term].join(' '))).join(' OR ')})`;
}

const all = (columns: string, terms: readonly string[]): string =>
  terms.map((term) => `{${columns}} : ${term}`).join(' AND ');
const any = (columns: string, terms: readonly string[]): string =>
  `(${terms.map((term) => `{${columns}} : ${term}`).join(' OR ')})`;
/** All words are there, one at least among the entry's own; a single word is both. */
const own = (columns: string, terms: readonly string[]): string =>
  terms.length === 1 ? all(columns, terms) : `${any(columns, terms)} AND ${all(`${columns} context`, terms)}`;

/**
 * What is asked of the index, the best first. All words must be there; those of a case stand in its parties too, those
 * of another entry in the name of its case, but one at least must be its own.
 */
function questions(kind: SearchKind, words: readonly string[], spellings: readonly string[]): string[] {
  const prefixes = [all('title', spellings), all('title body context', spellings)];
  // One letter is the beginning of a name, not an abbreviation of a court.
  const exact = words.some((word) => /^\p{L}$/u.test(word)) ? [] : [all('title', words.map(quoted))];
  const asked =
    kind === 'case' ? [...exact, ...prefixes] : [own('title', spellings), own('title body', spellings)];
  return asked.map((question) => `kind : ${quoted(kindLetters[kind])} AND ${question}`);
}

/** The entries that answer a question, as a table of ids. */
const found = (kind: SearchKind, question: string): RawBuilder<{ readonly entryId: string }> =>
  sql`(SELECT e.entryId FROM
         (SELECT rowid AS number FROM searchIndex WHERE searchIndex MATCH ${question}
          ORDER BY rowid DESC LIMIT ${sql.lit(MOST[kind])}) AS f
       CROSS JOIN searchEntries AS e ON e.number = f.number)`;

/** The order in which entries of a kind are shown; `today` is a day. */
function ranked(
  kind: SearchKind,
  today: string,
): { readonly from: RawBuilder<unknown>; readonly by: RawBuilder<unknown> } {
  switch (kind) {
    case 'case':
      return {
        from: sql`found CROSS JOIN cases AS t ON t.id = found.entryId`,
        by: sql`t.status <> 'open', ifnull((SELECT min(day) FROM hearings WHERE caseId = t.id AND day >= ${today}), '~'), t.updatedAt DESC`,
      };
    case 'party':
      return {
        from: sql`found CROSS JOIN parties AS t ON t.id = found.entryId JOIN cases AS c ON c.id = t.caseId`,
        by: sql`c.status <> 'open', t.name, c.updatedAt DESC`,
      };
    case 'hearing':
      return { from: sql`found CROSS JOIN hearings AS t ON t.id = found.entryId`, by: sql`t.day DESC` };
    case 'task':
      return {
        from: sql`found CROSS JOIN tasks AS t ON t.id = found.entryId`,
        by: sql`t.doneAt IS NOT NULL, t.dueOn IS NULL, CASE WHEN t.doneAt IS NULL THEN t.dueOn END, t.doneAt DESC`,
      };
    case 'order':
      return { from: sql`found CROSS JOIN orders AS t ON t.id = found.entryId`, by: sql`t.orderedOn DESC` };
    case 'document':
      return { from: sql`found CROSS JOIN documents AS t ON t.id = found.entryId`, by: sql`t.addedAt DESC` };
  }
}

/** Ids of the best entries of a kind that have the words, at most `limit`. Where all fit in, their titles are not looked at. */
export async function bestEntries(
  query: Kysely<PracticeSchema>,
  request: {
    readonly kind: SearchKind;
    readonly words: readonly string[];
    readonly spellings: readonly string[];
    readonly limit: number;
    readonly today: string;
  },
): Promise<string[]> {
  const { kind, words, spellings, limit, today } = request;
  const { from, by } = ranked(kind, today);
  const answer = async (question: string): Promise<string[]> => {
    const { rows } = await sql<{ id: string }>`
      WITH found AS MATERIALIZED ${found(kind, question)}
      SELECT t.id FROM ${from} ORDER BY ${by}, t.id LIMIT ${limit}`.execute(query);
    return rows.map(({ id }) => id);
  };
  const asked = questions(kind, words, spellings);
  const widest = kind === 'case' ? null : await answer(asked.at(-1)!);
  if (widest !== null && widest.length < limit) return widest;
  const ids = new Set<string>();
  for (const question of asked) {
    for (const id of await answer(question)) ids.add(id);
    if (ids.size >= limit) break;
  }
  return [...ids].slice(0, limit);
}
