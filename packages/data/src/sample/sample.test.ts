import { createHash } from 'node:crypto';
import { AppError } from '@causebook/contracts';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { practiceTables } from '../schema.ts';
import { searchIndexFits } from '../search-index.ts';
import { createSample, defaultSample } from './sample.ts';
import type { SampleRequest, SampleSink } from './sample.ts';

const small: SampleRequest = { seed: 1, cases: 12, documents: 24, bytes: 700_000 };
const withoutDocuments: SampleRequest = { seed: 1, cases: 12, documents: 0, bytes: 0 };

function openPractice(): Database.Database {
  const database = new Database(':memory:');
  database.pragma('foreign_keys = ON');
  migrate(database);
  return database;
}

function hashingSink(database: Database.Database, rest: Partial<SampleSink> = {}): SampleSink {
  return {
    database,
    addContent(chunks) {
      const hash = createHash('sha256');
      let size = 0;
      for (const chunk of chunks) {
        hash.update(chunk);
        size += chunk.length;
      }
      return { sha256: hash.digest('hex'), size };
    },
    ...rest,
  };
}

async function makeSample(request: SampleRequest): Promise<Database.Database> {
  const database = openPractice();
  await createSample(request, hashingSink(database));
  return database;
}

/** One hash over every row of every table, documents' hashes included. */
function digestOf(database: Database.Database): string {
  const hash = createHash('sha256');
  for (const { name, key } of practiceTables) {
    for (const row of database.prepare(`SELECT * FROM ${name} ORDER BY ${key}`).iterate())
      hash.update(JSON.stringify(row));
  }
  return hash.digest('hex');
}

const numberOf = (database: Database.Database, query: string): number =>
  database.prepare<[], number>(query).pluck().get() ?? -1;

async function idsOf(seed: number): Promise<string[]> {
  const database = await makeSample({ ...small, seed });
  return practiceTables
    .filter(({ key }) => key === 'id')
    .flatMap(({ name }) => database.prepare<[], string>(`SELECT id FROM ${name}`).pluck().all());
}

describe('a sample practice', () => {
  test('is the same, row for row and byte for byte, on every machine and every day', async () => {
    expect(digestOf(await makeSample(small))).toBe(
      '57cb74bcfc6c22a1298953a7370bef765da44bd478d58706e622d9a68e63f29d',
    );
    expect(digestOf(await makeSample({ ...small, seed: 2 }))).toBe(
      'c375fdf7431365efeec870905dd1dcffefe91738f1322cde52f54b4abe7cecc2',
    );
  });

  test('of the default size is pinned too', { timeout: 30_000 }, async () => {
    expect(digestOf(await makeSample(defaultSample))).toBe(
      '902ca26a177a7857910421d0107cca796cf6693b892c7722689d948068ac6ec3',
    );
  });

  test('shares no id with one of another seed', async () => {
    const [first, second] = [await idsOf(1), await idsOf(2)];
    expect(new Set([...first, ...second]).size).toBe(first.length + second.length);
    for (const id of first)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('has exactly the cases, documents and bytes that were asked for', async () => {
    const database = await makeSample(small);
    expect(numberOf(database, 'SELECT count(*) FROM cases')).toBe(small.cases);
    expect(numberOf(database, 'SELECT count(*) FROM documents')).toBe(small.documents);
    expect(numberOf(database, 'SELECT sum(size) FROM (SELECT DISTINCT sha256, size FROM documents)')).toBe(
      small.bytes,
    );
    expect(numberOf(database, 'SELECT min(size) FROM documents')).toBeGreaterThanOrEqual(6_144);
  });

  test('attaches some contents to several cases', async () => {
    const database = await makeSample(small);
    const shared = database
      .prepare<[], { cases: number }>(
        'SELECT count(DISTINCT caseId) AS cases FROM documents GROUP BY sha256 HAVING count(*) > 1',
      )
      .all();
    expect(shared.length).toBeGreaterThan(0);
    for (const { cases } of shared) expect(cases).toBeGreaterThan(1);
  });

  test('looks like a diary on its day: nearly all past hearings have outcomes, coming ones have none, nobody sits on weekends', async () => {
    const { today } = defaultSample;
    const database = await makeSample({ seed: 3, cases: 200, documents: 0, bytes: 0 });
    const past = numberOf(database, `SELECT count(*) FROM hearings WHERE day < '${today}'`);
    const unrecorded = numberOf(
      database,
      `SELECT count(*) FROM hearings WHERE day < '${today}' AND outcome = ''`,
    );
    expect(unrecorded).toBeGreaterThan(0);
    expect(unrecorded / past).toBeLessThan(0.05);
    expect(
      numberOf(database, `SELECT count(*) FROM hearings WHERE day >= '${today}' AND outcome <> ''`),
    ).toBe(0);
    expect(numberOf(database, "SELECT count(*) FROM hearings WHERE strftime('%w', day) IN ('0', '6')")).toBe(
      0,
    );
    expect(numberOf(database, 'SELECT count(*) FROM hearings WHERE day <> date(day)')).toBe(0);
    const open = numberOf(database, "SELECT count(*) FROM cases WHERE status = 'open'");
    const next = numberOf(
      database,
      `SELECT count(DISTINCT caseId) FROM hearings JOIN cases ON cases.id = caseId WHERE day >= '${today}' AND status = 'open'`,
    );
    expect(next / open).toBeGreaterThan(0.9);
    expect(
      numberOf(
        database,
        `SELECT count(*) FROM hearings JOIN cases ON cases.id = caseId WHERE day >= '${today}' AND status <> 'open'`,
      ),
    ).toBe(0);
    expect(
      numberOf(database, `SELECT count(*) FROM tasks WHERE doneAt IS NULL AND dueOn < '${today}'`),
    ).toBeGreaterThan(0);
    expect(
      numberOf(database, `SELECT count(*) FROM tasks WHERE doneAt IS NULL AND dueOn >= '${today}'`),
    ).toBeGreaterThan(0);
    expect(numberOf(database, 'SELECT count(*) FROM tasks WHERE doneAt IS NOT NULL')).toBeGreaterThan(0);
    expect(
      numberOf(database, `SELECT count(*) FROM tasks WHERE doneAt >= '${today}' OR createdAt > dueOn`),
    ).toBe(0);
    expect(numberOf(database, 'SELECT count(*) FROM cases WHERE filedOn > substr(updatedAt, 1, 10)')).toBe(0);
  });

  test('has something to do on its day and on every one of the next working days, also when it is small', async () => {
    const { today } = defaultSample;
    const database = await makeSample(defaultSample);
    const days = database
      .prepare<[], string>(
        `SELECT DISTINCT day FROM hearings WHERE day BETWEEN '${today}' AND date('${today}', '+4 days')`,
      )
      .pluck()
      .all();
    expect(days).toHaveLength(5);
    expect(
      numberOf(database, `SELECT count(*) FROM orders WHERE orderedOn > date('${today}', '-14 days')`),
    ).toBeGreaterThan(0);
  });

  test('has further parties, rooms, numbers of record, tags, and tasks for hearings of the same case', async () => {
    const database = await makeSample(defaultSample);
    for (const entries of [
      "SELECT count(*) FROM parties WHERE counsel <> ''",
      "SELECT count(*) FROM hearings WHERE room LIKE 'Court Hall %, item %'",
      "SELECT count(*) FROM cases WHERE otherNumbers LIKE 'CNR %'",
      "SELECT count(*) FROM documents WHERE tags <> '[]'",
      'SELECT count(*) FROM tasks JOIN hearings h ON h.id = hearingId WHERE h.caseId = tasks.caseId AND dueOn < day',
    ])
      expect(numberOf(database, entries)).toBeGreaterThan(5);
    expect(
      numberOf(
        database,
        'SELECT count(*) FROM tasks JOIN hearings h ON h.id = hearingId WHERE h.caseId IS NOT tasks.caseId',
      ),
    ).toBe(0);
    expect(searchIndexFits(database)).toBe(true);
  });

  test('attaches orders to documents of the same case', async () => {
    const database = await makeSample(defaultSample);
    const total = numberOf(database, 'SELECT count(*) FROM orders WHERE documentId IS NOT NULL');
    expect(total).toBeGreaterThan(0);
    expect(
      numberOf(
        database,
        'SELECT count(*) FROM orders JOIN documents ON documents.id = documentId WHERE documents.caseId = orders.caseId',
      ),
    ).toBe(total);
  });

  test('moves with the day it is given', async () => {
    const database = await makeSample({ ...withoutDocuments, today: '2031-05-05' });
    expect(
      numberOf(database, "SELECT count(*) FROM hearings WHERE day >= '2031-05-05' AND day < '2031-12-31'"),
    ).toBeGreaterThan(0);
  });

  test('names the practice unless it has a name, and leaves its id alone', async () => {
    const database = openPractice();
    database.exec("INSERT INTO settings VALUES ('practice.name', 'Rao & Rao'), ('practice.id', 'p-1')");
    await createSample(withoutDocuments, hashingSink(database));
    expect(database.prepare('SELECT key, value FROM settings ORDER BY key').all()).toEqual([
      { key: 'practice.id', value: 'p-1' },
      { key: 'practice.name', value: 'Rao & Rao' },
    ]);
    expect((await makeSample(withoutDocuments)).prepare('SELECT value FROM settings').pluck().all()).toEqual([
      'Sample practice',
    ]);
  });

  test('reports progress up to the total', async () => {
    const steps: (readonly [number, number])[] = [];
    await createSample(
      small,
      hashingSink(openPractice(), { onProgress: (done, total) => steps.push([done, total]) }),
    );
    expect(steps.at(-1)).toEqual([small.bytes, small.bytes]);
    expect(steps.map(([done]) => done)).toEqual(steps.map(([done]) => done).toSorted((a, b) => a - b));
  });
});

describe('making a sample', () => {
  test('stops when it is cancelled and leaves no row', async () => {
    const database = openPractice();
    const abort = new AbortController();
    const sink = hashingSink(database, { signal: abort.signal, onProgress: () => abort.abort() });
    await expect(createSample(small, sink)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(numberOf(database, 'SELECT count(*) FROM cases')).toBe(0);
  });

  test('leaves no row when a row cannot be written', async () => {
    const database = openPractice();
    database.exec("CREATE TRIGGER full BEFORE INSERT ON orders BEGIN SELECT raise(ABORT, 'disk full'); END");
    await expect(createSample(withoutDocuments, hashingSink(database))).rejects.toThrow('disk full');
    for (const { name } of practiceTables) expect(numberOf(database, `SELECT count(*) FROM ${name}`)).toBe(0);
  });

  test('refuses a practice that has entries', async () => {
    const database = await makeSample(withoutDocuments);
    await expect(createSample(small, hashingSink(database))).rejects.toMatchObject({
      code: 'PRACTICE_NOT_EMPTY',
    });
  });

  test.each([
    [{ ...small, bytes: 1_000 }, /at least/],
    [{ ...small, documents: 0 }, /without documents/],
    [{ ...small, cases: 0 }, /at least one case/],
    [{ ...small, cases: 1.5 }, /"cases" must be a whole number/],
    [{ ...small, seed: -1 }, /"seed" must be a whole number/],
    [{ ...small, today: 'soon' }, /"today" must be a day/],
  ])('refuses %o', async (request, words) => {
    const failure: unknown = await makeSample(request).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringMatching(words) });
  });

  test.each([1, 2, 7, 19])('meets the size with %i documents', async (documents) => {
    const database = await makeSample({ seed: 5, cases: 3, documents, bytes: 6_144 * documents + 123_457 });
    expect(numberOf(database, 'SELECT sum(size) FROM documents')).toBe(6_144 * documents + 123_457);
  });
});
