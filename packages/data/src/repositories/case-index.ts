/**
 * The cases of a practice in every order and under every filter that was asked for, kept in memory as row numbers until
 * the practice changes, so that the middle of 50,000 cases is as near as their beginning.
 */
import type { CaseFilter, CaseOrder } from '@causebook/contracts';
import { sql, type CompiledQuery, type Kysely } from 'kysely';
import type { Database } from '../database.ts';
import { dayPlus } from '../days.ts';
import { kindLetters } from '../migrations/0002-diary.ts';
import type { Practice } from '../practice.ts';
import type { PracticeSchema } from '../schema.ts';
import { inNumberOrder, runs, sameNumbers, type Keyed, type Rows } from './case-orders.ts';
import { wordExpressions } from './search-words.ts';

export type CaseReader = Pick<Practice, 'database' | 'query'>;

/** How many lists and how many searched words are kept. */
const KEPT = 24;
/** What other entries of a case say, and the name of the case that their rows bear, is for the search over everything. */
const CASES_AND_PARTIES = `kind : ("${kindLetters.case}" OR "${kindLetters.party}")`;
/** Up to so many hits of a word, their cases are looked up one by one. */
const FEW_HITS = 2_000;

const textColumn = {
  title: 'title',
  court: 'court',
  stage: 'stage',
  client: 'clientName',
  updated: 'updatedAt',
} as const;

/** By row number: 1 for a case that passes. */
type Marks = Uint8Array;

const rowid = (table: 'cases') => sql<number>`${sql.ref(`${table}.rowid`)}`;

/** Answers for one state of the practice on one day. */
export class CaseIndex {
  readonly #database: Database;
  readonly #query: Kysely<PracticeSchema>;
  readonly #today: string;
  readonly version: string;
  /** Cases with the same number, or none, keep the order in which they came. */
  readonly #byNumber: Rows;
  readonly #numbers: Keyed;
  readonly #rank: Int32Array;
  readonly #lists = new Map<string, Rows>();
  readonly #orders = new Map<string, Rows>();
  readonly #words = new Map<string, Marks>();
  #coming: ReadonlyMap<number, string> | null = null;
  #caseOfEntry: Int32Array | null = null;

  /** @param earlier of the same practice: what did not change since is taken from it */
  constructor({ database, query }: CaseReader, today: string, version: string, earlier: CaseIndex | null) {
    this.#database = database;
    this.#query = query;
    this.#today = today;
    this.version = version;
    this.#numbers = this.#rows<Keyed[number]>(
      query
        .selectFrom('cases')
        .select([rowid('cases').as('row'), 'number'])
        .compile(),
    );
    this.#byNumber =
      earlier !== null && sameNumbers(earlier.#numbers, this.#numbers)
        ? earlier.#byNumber
        : inNumberOrder(this.#numbers);
    this.#rank = new Int32Array(this.#byNumber.reduce((most, row) => Math.max(most, row), 0) + 1);
    for (const [rank, row] of this.#byNumber.entries()) this.#rank[row] = rank;
  }

  /** How many cases the practice has. */
  get size(): number {
    return this.#byNumber.length;
  }

  /** Row numbers of the cases that pass, in order. */
  rows(filter: CaseFilter, order: CaseOrder): Rows {
    return remembered(this.#lists, JSON.stringify([filter, order]), () => {
      const marks = this.#passing(filter);
      const all = this.#ordered(order);
      return marks === null ? all : all.filter((row) => marks[row] === 1);
    });
  }

  #ordered(order: CaseOrder): Rows {
    return remembered(this.#orders, `${order.by} ${order.descending}`, () => {
      switch (order.by) {
        case 'nextHearing':
          return this.#inRuns([...this.#comingHearings()], order);
        case 'number':
          return this.#inNumberOrder(order);
        default:
          return this.#inRuns(this.#keyed(textColumn[order.by]), order);
      }
    });
  }

  #inNumberOrder({ descending }: CaseOrder): Rows {
    if (!descending) return this.#byNumber;
    const unnumbered = new Set(this.#numbers.filter(([, number]) => number === '').map(([row]) => row));
    const [numbered, rest] = [
      this.#byNumber.filter((row) => !unnumbered.has(row)),
      this.#byNumber.filter((row) => unnumbered.has(row)),
    ];
    return [...numbered.toReversed(), ...rest];
  }

  #keyed(column: (typeof textColumn)[keyof typeof textColumn]): Keyed {
    return this.#rows(
      this.#query
        .selectFrom('cases')
        .select([rowid('cases').as('row'), column])
        .orderBy(sql`${sql.ref(column)} COLLATE NOCASE`)
        .compile(),
    );
  }

  /** Equal keys by number; those without a key come last in both directions. */
  #inRuns(keyed: Keyed, { descending }: CaseOrder): Rows {
    const groups: number[][] = [];
    for (const [key, rows] of runs(keyed)) {
      if (key !== '') groups.push(rows.toSorted((one, other) => this.#rank[one]! - this.#rank[other]!));
    }
    if (descending) groups.reverse();
    const ordered = groups.flat();
    const placed = this.#marksOf(ordered);
    return [...ordered, ...this.#byNumber.filter((row) => placed[row] !== 1)];
  }

  /** The nearest coming hearing of every case that has one, in the order of their days. */
  #comingHearings(): ReadonlyMap<number, string> {
    if (this.#coming !== null) return this.#coming;
    const coming = new Map<number, string>();
    const hearings = this.#rows<Keyed[number]>(
      this.#query
        .selectFrom('hearings')
        .innerJoin('cases', 'cases.id', 'hearings.caseId')
        .where('hearings.day', '>=', this.#today)
        .select([rowid('cases').as('row'), 'hearings.day'])
        .orderBy('hearings.day')
        .compile(),
    );
    for (const [row, day] of hearings) if (!coming.has(row)) coming.set(row, day);
    this.#coming = coming;
    return coming;
  }

  /** null where everything passes. */
  #passing({ search, nextHearing, ...columns }: CaseFilter): Marks | null {
    const conditions = wordExpressions(search).map((word) => this.#withWord(word));
    if (nextHearing !== null) conditions.push(this.#withHearing(nextHearing));
    if (Object.values(columns).some((value) => value !== null)) conditions.push(this.#withValues(columns));
    const [first, ...rest] = conditions;
    if (first === undefined) return null;
    const both = Uint8Array.from(first);
    for (const marks of rest) for (let row = 0; row < both.length; row += 1) both[row]! &= marks[row]!;
    return both;
  }

  #withValues({ status, court, kind, lawyerId }: Omit<CaseFilter, 'search' | 'nextHearing'>): Marks {
    let found = this.#query.selectFrom('cases').select(rowid('cases').as('row'));
    if (status !== null) found = found.where('status', '=', status);
    if (court !== null) found = found.where('court', '=', court);
    if (kind !== null) found = found.where('kind', '=', kind);
    if (lawyerId === '') found = found.where('lawyerId', 'is', null);
    else if (lawyerId !== null) found = found.where('lawyerId', '=', lawyerId);
    return this.#marksOf(this.#values(found.compile()));
  }

  #withHearing(when: NonNullable<CaseFilter['nextHearing']>): Marks {
    const coming = this.#comingHearings();
    if (when === 'none') return this.#marksOf(this.#byNumber.filter((row) => !coming.has(row)));
    const last = { today: 0, week: 7, month: 31, any: null }[when];
    const until = last === null ? null : dayPlus(this.#today, last);
    return this.#marksOf([...coming].filter(([, day]) => until === null || day <= until).map(([row]) => row));
  }

  #withWord(expression: string): Marks {
    return remembered(this.#words, expression, () => {
      const matching = sql<boolean>`${sql.ref('searchIndex')} MATCH ${`${CASES_AND_PARTIES} AND ${expression}`}`;
      const hits = this.#values(
        this.#query.selectFrom('searchIndex').select('rowid').where(matching).compile(),
      );
      const cases =
        hits.length <= FEW_HITS && this.#caseOfEntry === null
          ? this.#casesOf(hits)
          : lookedUp(hits, this.#entryCases());
      // Row numbers of cases begin at 1; 0 stands for an entry of another kind.
      return this.#marksOf(cases.filter((row) => row !== 0));
    });
  }

  #casesOf(entries: readonly number[]): readonly number[] {
    return this.#values(
      this.#query
        .selectFrom('searchEntries')
        .innerJoin('cases', 'cases.id', 'searchEntries.caseId')
        .where(
          'searchEntries.number',
          'in',
          sql<number>`(SELECT value FROM json_each(${JSON.stringify(entries)}))`,
        )
        .where('searchEntries.kind', 'in', ['case', 'party'])
        .select(rowid('cases').as('row'))
        .compile(),
    );
  }

  /** The case of every searchable entry that stands for a case or a party. */
  #entryCases(): Int32Array {
    if (this.#caseOfEntry !== null) return this.#caseOfEntry;
    const pairs = this.#rows<readonly [number, number]>(
      this.#query
        .selectFrom('searchEntries')
        .innerJoin('cases', 'cases.id', 'searchEntries.caseId')
        .where('searchEntries.kind', 'in', ['case', 'party'])
        .select(['searchEntries.number', rowid('cases').as('row')])
        .compile(),
    );
    const most = pairs.reduce((highest, [entry]) => Math.max(highest, entry), 0);
    this.#caseOfEntry = new Int32Array(most + 1);
    for (const [entry, row] of pairs) this.#caseOfEntry[entry] = row;
    return this.#caseOfEntry;
  }

  #marksOf(rows: Iterable<number>): Marks {
    const marks = new Uint8Array(this.#rank.length);
    for (const row of rows) marks[row] = 1;
    return marks;
  }

  /** Rows as arrays: tens of thousands of objects would cost more than the query. */
  #rows<Row>({ sql: text, parameters }: CompiledQuery): readonly Row[] {
    return this.#database
      .prepare(text)
      .raw()
      .all(...parameters) as Row[];
  }

  #values({ sql: text, parameters }: CompiledQuery): readonly number[] {
    return this.#database
      .prepare(text)
      .pluck()
      .all(...parameters) as number[];
  }
}

const lookedUp = (hits: readonly number[], cases: Int32Array): readonly number[] =>
  hits.map((entry) => cases[entry] ?? 0);

/** What `make` gives, made once; the one that was not asked for longest is forgotten. */
function remembered<Value>(kept: Map<string, Value>, key: string, make: () => Value): Value {
  const value = kept.get(key) ?? make();
  kept.delete(key);
  kept.set(key, value);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return value;
}

const indexes = new WeakMap<Database, { readonly today: string; readonly index: CaseIndex }>();

/** The index of the practice as it is now. Only for the one who has the connection to themselves. */
export function caseIndexOf(reader: CaseReader, today: string): CaseIndex {
  const { database } = reader;
  // The first changes with every commit of another connection, the second with every row that this one writes.
  const others = database.pragma('data_version', { simple: true });
  const own = database.prepare('SELECT total_changes()').pluck().get();
  const version = `${String(others)} ${String(own)}`;
  const known = indexes.get(database);
  if (known?.today === today && known.index.version === version) return known.index;
  const index = new CaseIndex(reader, today, version, known?.index ?? null);
  indexes.set(database, { today, index });
  return index;
}
