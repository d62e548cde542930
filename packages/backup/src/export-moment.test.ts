/** The moment that a backup is made of, beside a process that goes on writing. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { generationFolder, liveGeneration, openReadOnly, rowsDigest } from '@causebook/data';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addCase, codeOf, noise, office, tempFolder } from '../test/office.ts';
import { takeMoment, type Moment, type MomentHooks } from './export-moment.ts';
import { fingerprintPages } from './increment/page-fingerprints.ts';
import { inPlaceRunner } from './index.ts';

let source: string;
let target: string;
const signal = new AbortController().signal;
const ends: (() => Promise<void>)[] = [];

beforeEach(async () => {
  const folder = await tempFolder();
  target = join(folder, 'copy.sqlite');
  const { paths, session } = await office({ folder: join(folder, 'profile') });
  await session.use(({ database }) => {
    const put = database.prepare('INSERT INTO settings (key, value) VALUES (?, ?)');
    for (const side of ['left', 'right']) put.run(`account.${side}`, 1_000_000);
    // Larger than what is done without a thread.
    for (let number = 0; number < 1_000; number += 1)
      put.run(`between.${number}`, noise(`${number}`, 3_000).toString('hex'));
  });
  source = generationFolder(paths, (await liveGeneration(paths))!).database;
  session.close();
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function take(hooks: Partial<MomentHooks> = {}): Promise<Moment> {
  const moment = await takeMoment(source, target, {
    signal,
    isAlone: true,
    size: 0,
    onBytes: () => {},
    wantsFingerprints: true,
    provenRows: () => Promise.resolve(null),
    ...hooks,
  });
  ends.push(moment.letGo);
  return moment;
}

/** Another process moves amounts from one account to the other, for as long as the test runs. */
async function writeBeside(): Promise<void> {
  const program = join(import.meta.dirname, '../test/busy-office.ts');
  const child = spawn(process.execPath, [program, source, 'write'], { stdio: ['ignore', 'pipe', 'inherit'] });
  ends.push(async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  await once(child.stdout, 'data');
}

function digestOf(path: string): string {
  const database = openReadOnly(path);
  try {
    return rowsDigest(database);
  } finally {
    database.close();
  }
}

test('one that was proven before is not copied until its file is asked for, and then it is that moment', async () => {
  const asked: string[] = [];
  const moment = await take({
    provenRows: (sha256) => {
      asked.push(sha256);
      return Promise.resolve('proven before');
    },
  });
  expect(existsSync(target)).toBe(false);
  expect(await moment.rowsDigest).toBe('proven before');
  const then = rowsDigest(moment.database);
  await writeBeside();
  expect(rowsDigest(moment.database)).toBe(then);
  expect(await moment.file()).toBe(target);
  await moment.letGo();
  expect(digestOf(target)).toBe(then);
  expect(existsSync(`${target}-wal`)).toBe(false);
  const copy = await fingerprintPages(target, { signal });
  expect(copy).toEqual(moment.fingerprints);
  expect(asked).toEqual([copy.sha256]);
  // What was written since is in the file only after it was let go of.
  await expect.poll(() => digestOf(source), { timeout: 10_000 }).not.toBe(then);
});

test.for([true, false])('one that was not is copied and proven (alone: %s)', async (isAlone) => {
  const moment = await take({ isAlone });
  const path = await moment.file();
  expect(await moment.rowsDigest).toBe(digestOf(path));
  expect(await fingerprintPages(path, { signal })).toEqual(moment.fingerprints);
  expect(rowsDigest(moment.database)).toBe(digestOf(source));
});

test('fingerprints are the same, however many threads make them', async () => {
  const [alone, together] = await Promise.all(
    [{ entry: null }, undefined].map((threads) => fingerprintPages(source, { signal, threads })),
  );
  expect(alone).toEqual(together);
});

test('a cancel leaves the database free', async () => {
  const cancelled = new AbortController();
  const taking = take({
    signal: cancelled.signal,
    provenRows: () => {
      cancelled.abort();
      return Promise.resolve(null);
    },
  });
  expect(await codeOf(taking)).toBe('CANCELLED');
  await writeBeside();
  const before = digestOf(source);
  await expect.poll(() => digestOf(source), { timeout: 10_000 }).not.toBe(before);
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
