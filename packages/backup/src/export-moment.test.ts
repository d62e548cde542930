/** The moment that a backup is made of, beside a process that goes on writing. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@causebook/contracts';
import {
  checkpoint,
  generationFolder,
  liveGeneration,
  openDatabase,
  rowsDigest,
  rowsDigestOf,
} from '@causebook/data';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startBeside } from '../test/beside.ts';
import { addCase, codeOf, noise, office, tempFolder } from '../test/office.ts';
import { takeMoment, type Moment, type MomentHooks } from './export-moment.ts';
import type { ProvenDatabaseFile, ProvenDatabases } from './increment/fingerprint-cache.ts';
import { openPages, writeDelta } from './increment/page-delta.ts';
import { fingerprintPages } from './increment/page-fingerprints.ts';
import { inPlaceRunner } from './index.ts';
import { copyMoment } from './snapshot.ts';
import { proveStillBy } from './prove-beside.ts';
import { ownThreads } from './threads/thread-options.ts';
import { withCrew } from './threads/with-threads.ts';

/** As for a database of any size. */
const threads = { ...ownThreads, count: 2, least: 0 };
let source: string;
let target: string;
/** The database as a backup would have it. */
let plain: string;
const signal = new AbortController().signal;
const ends: (() => Promise<void>)[] = [];

beforeEach(async () => {
  const folder = await tempFolder();
  target = join(folder, 'copy.sqlite');
  const { paths, session } = await office({ folder: join(folder, 'profile') });
  await session.use(({ database }) => {
    const put = database.prepare('INSERT INTO settings (key, value) VALUES (?, ?)');
    for (const side of ['left', 'right']) put.run(`account.${side}`, 1_000_000);
    for (let number = 0; number < 1_000; number += 1)
      put.run(`between.${number}`, noise(`${number}`, 3_000).toString('hex'));
  });
  source = generationFolder(paths, (await liveGeneration(paths))!).database;
  session.close();
  plain = join(folder, 'plain.sqlite');
  await copyMoment(source, plain, { signal, isAlone: true });
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** As if the last backup had this database, but for what is asked of it. */
function provenAs(of: ProvenDatabases['of']): ProvenDatabases {
  const latest = async (): Promise<ProvenDatabaseFile> => ({
    fingerprints: await fingerprintPages(plain, { signal }),
    rowsDigest: '',
  });
  return { of, latest };
}

async function take(hooks: Partial<MomentHooks> = {}): Promise<Moment> {
  const moment = await takeMoment(source, target, {
    signal,
    isAlone: true,
    size: 0,
    onBytes: () => {},
    makeRoom: () => Promise.resolve(),
    wantsFingerprints: true,
    isForIncrement: true,
    proven: provenAs(() => Promise.resolve(null)),
    ...hooks,
  });
  ends.push(moment.letGo);
  return moment;
}

/** Another process moves amounts from one account to the other, for as long as the test runs. */
const writeBeside = (): Promise<void> => startBeside(source, 'write');

test('one that was proven before is not copied until its file is asked for, and then it is that moment', async () => {
  const fingerprints = await fingerprintPages(plain, { signal });
  const asked: string[] = [];
  const moment = await take({
    proven: provenAs((sha256) => {
      asked.push(sha256);
      return Promise.resolve({ fingerprints, rowsDigest: 'proven before' });
    }),
  });
  expect(await moment.rowsDigest).toBe('proven before');
  expect(existsSync(target)).toBe(false);
  const then = rowsDigest(moment.database);
  await writeBeside();
  expect(rowsDigest(moment.database)).toBe(then);
  expect(await moment.file()).toBe(target);
  await moment.letGo();
  expect(rowsDigestOf(target)).toBe(then);
  expect(existsSync(`${target}-wal`)).toBe(false);
  const copy = await fingerprintPages(target, { signal });
  expect(copy).toEqual(fingerprints);
  expect(await moment.fingerprints).toEqual(fingerprints);
  expect(asked).toEqual([copy.sha256]);
  // What was written since is in the file only after it was let go of.
  await expect.poll(() => rowsDigestOf(source), { timeout: 10_000 }).not.toBe(then);
});

test.for([
  { name: 'by threads', isAlone: true, isForIncrement: true, threads },
  { name: 'for an increment', isAlone: true, isForIncrement: true },
  { name: 'for a full backup', isAlone: true, isForIncrement: false },
  { name: 'page by page', isAlone: false, isForIncrement: true },
])('one that was not is proven: $name', async ({ name: _, ...how }) => {
  const moment = await take(how);
  // Of what lies still nothing is copied until somebody asks.
  const isStill = how.isAlone && how.isForIncrement;
  if (isStill) {
    await moment.rowsDigest;
    expect(existsSync(target)).toBe(false);
  }
  const path = await moment.file();
  expect(await moment.rowsDigest).toBe(rowsDigestOf(path));
  expect(await fingerprintPages(path, { signal })).toEqual(await moment.fingerprints);
  expect(rowsDigest(moment.database)).toBe(rowsDigestOf(source));
});

test.each([{ threads: { entry: null } }, { threads }])(
  'what is committed before a database could be held is not proven in its place: $threads',
  async (how) => {
    await withCrew({ signal, ...how }, 0, async (crew) => {
      expect(await proveStillBy(crew, source, () => false)).toBeNull();
      const proof = await proveStillBy(crew, source, () => true);
      expect(proof).toEqual({ kind: 'sound', rowsDigest: rowsDigestOf(source) });
      expect(await proveStillBy(crew, join(dirname(source), 'absent'), () => true)).toBeNull();
      // Nobody holds it any more.
      const live = openDatabase(source);
      live.exec("INSERT INTO settings (key, value) VALUES ('later', '1')");
      expect(() => checkpoint(live)).not.toThrow();
      live.close();
    });
  },
);

test('the pages of a moment are those of its file', async () => {
  for (const isForIncrement of [true, false]) {
    const moment = await take({ isForIncrement });
    const { pageSize, pages } = (await moment.fingerprints)!;
    const live = moment.pages();
    const read = Array.from({ length: pages }, (_, index) => {
      const page = Buffer.alloc(pageSize);
      live.read(page, index * pageSize);
      return page;
    });
    live.close();
    expect(Buffer.concat(read).equals(await readFile(await moment.file()))).toBe(true);
    await moment.letGo();
    await rm(target);
  }
});

test('a full disk is told before anything is copied, and an increment needs no copy', async () => {
  const makeRoom = () => Promise.reject(new AppError('INSUFFICIENT_SPACE'));
  expect(await codeOf(take({ isForIncrement: false, makeRoom }))).toBe('INSUFFICIENT_SPACE');
  const moment = await take({ makeRoom });
  await moment.rowsDigest;
  expect(await codeOf(moment.file())).toBe('INSUFFICIENT_SPACE');
  expect(existsSync(target)).toBe(false);
});

test('fingerprints are the same, however many threads make them', async () => {
  const [alone, together] = await Promise.all(
    [{ entry: null }, threads].map((some) => fingerprintPages(plain, { signal, threads: some })),
  );
  expect(alone).toEqual(together);
  const bytes = await readFile(plain);
  expect(together!.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(together!.pages * together!.pageSize).toBe(bytes.length);
});

test('a cancel while threads read is told as one, and nothing else comes of it', async () => {
  for (const isNew of [true, false]) {
    const cancelled = new AbortController();
    const moment = await take({
      threads,
      signal: cancelled.signal,
      // Told while the rest is still being hashed.
      onBytes: () => cancelled.abort(),
      ...(isNew ? { proven: { of: () => Promise.resolve(null), latest: () => Promise.resolve(null) } } : {}),
    });
    expect(await codeOf(moment.fingerprints)).toBe('CANCELLED');
    expect(await codeOf(moment.rowsDigest)).toBe('CANCELLED');
    await moment.letGo();
    await rm(target, { force: true });
  }
});

test('pages that are not those of the fingerprints do not travel', async () => {
  const { fingerprints, ...rest } = await fingerprintPages(plain, { signal });
  const delta = join(dirname(target), 'database.pages');
  const write = (changed: readonly number[]) =>
    writeDelta(
      { pages: () => openPages(plain), fingerprints: { ...rest, fingerprints } },
      delta,
      changed,
      signal,
    );
  await write([2, 5]);
  await rm(delta);
  fingerprints[4 * 16 + 3]! ^= 1;
  expect(await codeOf(write([2, 5]))).toBe('BACKUP_FAILED');
});

test('a cancel leaves the database free', async () => {
  const cancelled = new AbortController();
  const moment = await take({
    signal: cancelled.signal,
    proven: provenAs(() => {
      cancelled.abort();
      return Promise.resolve(null);
    }),
  });
  expect(await codeOf(moment.rowsDigest)).toBe('CANCELLED');
  expect(await codeOf(moment.fingerprints)).toBe('CANCELLED');
  await moment.letGo();
  await writeBeside();
  const before = rowsDigestOf(source);
  await expect.poll(() => rowsDigestOf(source), { timeout: 10_000 }).not.toBe(before);
});

test('an increment on an older backup has the pages that changed, though a newer one has proven the database', async () => {
  const place = await office({
    cases: 400,
    parts: { runner: { run: (task, hooks) => inPlaceRunner.run(task, { ...hooks, isAlone: true }) } },
  });
  const older = await place.service.exports.exportNow();
  await place.session.use((practice) => addCase(place.paths, practice, 'CS 9/2027'));
  await place.service.exports.exportNow();
  const increment = await place.service.exports.exportNow({ base: older.backupId });
  expect(increment.metadata.increment?.pages?.changedPages).toBeGreaterThan(0);
  const { drill } = await place.service.proofs.drill(increment.backupId);
  expect(drill).toMatchObject({ outcome: 'proven', counts: { cases: 401 } });
});

test('a change on the first pages is seen before anything is hashed as a whole', async () => {
  const moment = await take({
    proven: {
      of: () => Promise.reject(new Error('It was asked for.')),
      latest: async () => {
        const { fingerprints, ...rest } = await fingerprintPages(plain, { signal });
        fingerprints[0]! ^= 1;
        return { fingerprints: { ...rest, fingerprints }, rowsDigest: '' };
      },
    },
  });
  expect(await moment.rowsDigest).toBe(rowsDigestOf(await moment.file()));
});
