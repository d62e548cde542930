/** One search over everything that an office writes down. */
import {
  findWords,
  SearchKind,
  searchWords,
  type CaseStatus,
  type SearchAnswer,
  type SearchHit,
} from '@causebook/contracts';
import type { Kysely } from 'kysely';
import { shownName } from '../document-names.ts';
import type { CaseRow, PracticeSchema } from '../schema.ts';
import { bestEntries, spelling } from './search-candidates.ts';
import { excerpt } from './search-excerpt.ts';

type Query = Kysely<PracticeSchema>;

export interface SearchRequest {
  readonly words: string;
  /** Hits of each kind, at most. */
  readonly perKind: number;
}

/**
 * Finds the entries in which all words begin, whatever their case and accents; within a case they may be spread over
 * the case and its parties. Of each kind the best first: names and titles before other text, open cases and near
 * hearings before others.
 * @param today `YYYY-MM-DD`
 */
export async function searchPractice(
  query: Query,
  { words: typed, perKind }: SearchRequest,
  today: string,
): Promise<SearchAnswer> {
  const words = searchWords(typed);
  const answer: { hits: SearchHit[]; more: SearchKind[] } = { hits: [], more: [] };
  if (words.length === 0) return answer;
  const spellings: string[] = [];
  for (const word of words) {
    const found = await spelling(query, word);
    if (found === null) return answer;
    spellings.push(found);
  }
  for (const kind of SearchKind.options) {
    const ids = await bestEntries(query, { kind, words, spellings, limit: perKind + 1, today });
    if (ids.length > perKind) answer.more.push(kind);
    if (ids.length > 0)
      answer.hits.push(...(await hitsOf(kind, { query, ids: ids.slice(0, perKind), words, today })));
  }
  return answer;
}

interface Found {
  readonly query: Query;
  readonly ids: readonly string[];
  readonly words: readonly string[];
  readonly today: string;
}

/** The hits of these ids, in their order, but those with a word in their title before the others. */
async function hitsOf(kind: SearchKind, found: Found): Promise<SearchHit[]> {
  const hits = await tellers[kind](found);
  const byId = new Map(hits.map((hit) => [hit.id, hit]));
  const inOrder = found.ids.map((id) => byId.get(id)).filter((hit) => hit !== undefined);
  // Cases come in the order of their numbers, titles and clients already.
  if (kind === 'case') return inOrder;
  const { yes = [], no = [] } = Object.groupBy(inOrder, ({ title }) =>
    findWords(title, found.words).length > 0 ? 'yes' : 'no',
  );
  return [...yes, ...no];
}

const tellers: Readonly<Record<SearchKind, (found: Found) => Promise<SearchHit[]>>> = {
  case: caseHits,
  party: partyHits,
  hearing: hearingHits,
  task: taskHits,
  order: orderHits,
  document: documentHits,
};

const joined = (parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(' · ');

const statusNote: Readonly<Record<CaseStatus, string | null>> = {
  open: null,
  closed: 'Closed',
  archived: 'Archived',
};

interface CaseNamed {
  readonly caseNumber: string | null;
  readonly caseTitle: string | null;
}

const nameOf = ({ caseNumber, caseTitle }: CaseNamed): string =>
  [caseNumber, caseTitle].filter(Boolean).join(' ');

async function caseHits({ query, ids, words, today }: Found): Promise<SearchHit[]> {
  const rows = await query
    .selectFrom('cases')
    .selectAll()
    .select((select) =>
      select
        .selectFrom('hearings')
        .whereRef('hearings.caseId', '=', 'cases.id')
        .where('day', '>=', today)
        .select((inner) => inner.fn.min('day').as('day'))
        .as('nextHearingOn'),
    )
    .where('id', 'in', ids)
    .execute();
  const parties = await query
    .selectFrom('parties')
    .select(['caseId', 'name', 'counsel'])
    .where('caseId', 'in', ids)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    kind: 'case',
    id: row.id,
    caseId: row.id,
    title: row.title,
    detail: joined([
      row.number,
      row.court,
      statusNote[row.status],
      ...reasons(
        words,
        row,
        parties.filter(({ caseId }) => caseId === row.id),
      ),
    ]),
    day: row.nextHearingOn,
  }));
}

/** Why a case was found, where its name and court do not show it: "Opponent: R. Iyer", a part of its notes. */
function reasons(
  words: readonly string[],
  row: CaseRow,
  parties: readonly { readonly name: string; readonly counsel: string }[],
): string[] {
  const shown = `${row.title} ${row.number} ${row.court}`;
  let hidden = words.filter((word) => findWords(shown, [word]).length === 0);
  const places: readonly (readonly [label: string, text: string])[] = [
    ['Client', row.clientName],
    ['Opponent', row.opponent],
    ...parties.map(({ name }) => ['Party', name] as const),
    ...parties.map(({ counsel }) => ['Counsel', counsel] as const),
    ['File', row.reference],
    ['Numbers', row.otherNumbers],
    ['Before', row.judge],
    ['Matter', row.kind],
    ['Stage', row.stage],
    ['Contact', row.clientContact],
    ['Notes', row.notes],
  ];
  const told: string[] = [];
  for (const [label, text] of places) {
    const part = hidden.length === 0 ? null : excerpt(text, hidden);
    if (part === null) continue;
    told.push(`${label}: ${part}`);
    hidden = hidden.filter((word) => findWords(text, [word]).length === 0);
  }
  return told;
}

async function partyHits({ query, ids, words }: Found): Promise<SearchHit[]> {
  const rows = await query
    .selectFrom('parties as t')
    .innerJoin('cases as c', 'c.id', 't.caseId')
    .select(['t.id', 't.caseId', 't.name', 't.role', 't.counsel', 't.contact', 'c.status'])
    .select(['c.number as caseNumber', 'c.title as caseTitle'])
    .where('t.id', 'in', ids)
    .execute();
  return rows.map((row) => ({
    kind: 'party',
    id: row.id,
    caseId: row.caseId,
    title: row.name,
    detail: joined([
      row.role,
      nameOf(row),
      statusNote[row.status],
      labelled('Counsel', excerpt(row.counsel, words)),
      labelled('Contact', excerpt(row.contact, words)),
    ]),
    day: null,
  }));
}

const labelled = (label: string, text: string | null): string | null =>
  text === null ? null : `${label}: ${text}`;

async function hearingHits({ query, ids, words }: Found): Promise<SearchHit[]> {
  const rows = await query
    .selectFrom('hearings as t')
    .innerJoin('cases as c', 'c.id', 't.caseId')
    .select(['t.id', 't.caseId', 't.day', 't.purpose', 't.outcome', 't.notes'])
    .select(['c.number as caseNumber', 'c.title as caseTitle'])
    .where('t.id', 'in', ids)
    .execute();
  return rows.map((row) => ({
    kind: 'hearing',
    id: row.id,
    caseId: row.caseId,
    title: row.purpose === '' ? 'Hearing' : row.purpose,
    detail: joined([nameOf(row), excerpt(row.outcome, words), excerpt(row.notes, words)]),
    day: row.day,
  }));
}

async function taskHits({ query, ids, words }: Found): Promise<SearchHit[]> {
  const rows = await query
    .selectFrom('tasks as t')
    .leftJoin('cases as c', 'c.id', 't.caseId')
    .select(['t.id', 't.caseId', 't.title', 't.notes', 't.dueOn', 't.doneAt'])
    .select(['c.number as caseNumber', 'c.title as caseTitle'])
    .where('t.id', 'in', ids)
    .execute();
  return rows.map((row) => ({
    kind: 'task',
    id: row.id,
    caseId: row.caseId,
    title: row.title,
    detail: joined([nameOf(row), row.doneAt === null ? null : 'Done', excerpt(row.notes, words)]),
    day: row.dueOn,
  }));
}

async function orderHits({ query, ids, words }: Found): Promise<SearchHit[]> {
  const rows = await query
    .selectFrom('orders as t')
    .innerJoin('cases as c', 'c.id', 't.caseId')
    .select(['t.id', 't.caseId', 't.title', 't.summary', 't.orderedOn'])
    .select(['c.number as caseNumber', 'c.title as caseTitle'])
    .where('t.id', 'in', ids)
    .execute();
  return rows.map((row) => ({
    kind: 'order',
    id: row.id,
    caseId: row.caseId,
    title: row.title,
    detail: joined([nameOf(row), excerpt(row.summary, words)]),
    day: row.orderedOn,
  }));
}

async function documentHits({ query, ids, words }: Found): Promise<SearchHit[]> {
  const rows = await query
    .selectFrom('documents as t')
    .leftJoin('cases as c', 'c.id', 't.caseId')
    .select(['t.id', 't.caseId', 't.name', 't.tags', 't.addedAt'])
    .select(['c.number as caseNumber', 'c.title as caseTitle'])
    .where('t.id', 'in', ids)
    .execute();
  return rows.map((row) => ({
    kind: 'document',
    id: row.id,
    caseId: row.caseId,
    title: shownName(row.name),
    detail: joined([nameOf(row), labelled('Tag', matchingTags(row.tags, words))]),
    day: row.addedAt.slice(0, 10),
  }));
}

function matchingTags(tags: string, words: readonly string[]): string | null {
  const all: unknown = JSON.parse(tags);
  if (!Array.isArray(all)) return null;
  const matching = all.map(String).filter((tag) => findWords(tag, words).length > 0);
  return matching.length === 0 ? null : matching.join(', ');
}
