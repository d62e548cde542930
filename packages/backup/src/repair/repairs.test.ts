/** Out of a damaged practice: what is offered, what each way gives back, and that the damaged one stays as it is. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { generationFolder, hashDamaged, liveGeneration, uniqueId } from '@causebook/data';
import { expect, test } from 'vitest';
import { addCase, codeOf, jpegLike, office, type Office } from '../../test/office.ts';

const PAGE = 4096;
const anybody = () => true;

/** Where the first page of a table or an index lies, and where the database does. */
async function pageOf({ paths, session }: Office, name: string): Promise<{ file: string; page: number }> {
  const page = await session.use(({ database }) => {
    database.pragma('wal_checkpoint(TRUNCATE)');
    return database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(name) as number;
  });
  return { file: generationFolder(paths, (await liveGeneration(paths))!).database, page };
}

/** Closes the practice, damages its database and tries to open it again, as a start does. */
async function damage(place: Office, harm: (bytes: Buffer) => void): Promise<string> {
  const { file } = await pageOf(place, 'cases');
  place.session.close();
  const bytes = readFileSync(file);
  harm(bytes);
  writeFileSync(file, bytes);
  await place.session.open().catch(() => {});
  return file;
}

const zeroed = (page: number) => (bytes: Buffer) => void bytes.fill(0, (page - 1) * PAGE, page * PAGE);
const headless = (bytes: Buffer): void => void bytes.fill(0, 0, 100);

test('a damaged index is repaired without losing an entry, and the damaged state stays as it is', async () => {
  const place = await office({ cases: 30, documents: [jpegLike('scan', 9_000)] });
  const before = await place.digest();
  const { page } = await pageOf(place, 'casesByTitle');
  const file = await damage(place, zeroed(page));
  place.session.close();
  const hash = await hashDamaged(file);
  await place.session.open();
  const { damage: found, confirmationToken, report } = await place.service.repairs.examine('me');
  expect(found.kind).toBe('index');
  expect(report).toMatchObject({ missing: 0, setAside: 0, documentsAbsent: { count: 0 } });
  const { message, counts } = await place.service.repairs.repair(
    { way: 'reindex' },
    { token: confirmationToken, owner: 'me' },
  );
  expect(message).toBe(
    'Your practice is repaired. Every entry was kept: 30 cases, 30 hearings and 1 document.',
  );
  expect(counts.cases).toBe(30);
  expect(await place.digest()).toBe(before);
  expect(await hashDamaged(file)).toBe(hash);
  const [point] = await place.service.restorePoints.list();
  expect(point!.label).toBe('Before the practice was recovered. Repaired: every entry was kept.');
  expect((await place.service.history(1))[0]).toMatchObject({ kind: 'repair', status: 'completed' });
  expect(await readdir(place.paths.temp).catch(() => [])).toEqual([]);
});

test('a practice that cannot be opened is salvaged, with the figures in the sentence, and never called repaired', async () => {
  const place = await office({ cases: 30 });
  const file = await damage(place, headless);
  expect(place.session.problem?.code).toBe('FILE_CORRUPTION');
  const hash = await hashDamaged(file);
  const options = await place.service.repairs.examine('me');
  expect(options.damage.kind).toBe('head');
  expect(await codeOf(place.service.repairs.repair({ way: 'reindex' }, null))).toBe('FILE_CORRUPTION');
  expect(await hashDamaged(file)).toBe(hash);
  const { message, report } = await place.service.repairs.repair(
    { way: 'salvage' },
    { token: options.confirmationToken, owner: 'me' },
  );
  expect(message).toMatch(/^Recovered \d+ of at least \d+ entries\./);
  expect(message).not.toMatch(/repair/i);
  expect(report!.read).toBeGreaterThan(55);
  expect(place.session.problem).toBeNull();
  expect(await place.session.counts()).toMatchObject({ cases: 30, hearings: 30 });
  expect(await hashDamaged(file)).toBe(hash);
});

test('from a backup with the newer entries that are chosen: all, some, none', async () => {
  for (const chosen of ['all', 'some', 'none'] as const) {
    const place = await office({ cases: 3, documents: [jpegLike('scan', 9_000)] });
    const { backupId } = await place.service.exports.exportNow();
    const added = await place.session.use((practice) =>
      addCase(place.paths, practice, 'WP 77/2026', [jpegLike('new', 5_000)]),
    );
    await place.session.use(({ database }) => {
      database.prepare(`UPDATE cases SET stage = 'Judgment' WHERE number = 'WP 1/2026'`).run();
      database
        .prepare(`DELETE FROM hearings WHERE caseId = (SELECT id FROM cases WHERE number = 'WP 2/2026')`)
        .run();
    });
    const digest = await place.digest();
    const { page } = await pageOf(place, 'users');
    await damage(place, zeroed(page));
    const list = await place.service.repairs.newerRows(backupId, 'me', anybody);
    expect(list.rows.map(({ change, kind, label }) => `${change} ${kind} ${label}`).toSorted()).toEqual([
      'added case WP 77/2026 Rao v. State (WP 77/2026)',
      'added document paper 1.pdf',
      'added hearing Hearing of 1 December 2026, District Court, Arguments',
      'changed case WP 1/2026 Rao v. State (WP 1/2026)',
      'deleted hearing Hearing of 1 December 2026, District Court, Arguments',
    ]);
    // The hearing needs its case, which comes with it although nobody chose it.
    const some = list.rows
      .filter(({ change, kind }) => change === 'added' && kind === 'hearing')
      .map(({ key }) => key);
    const { message } = await place.service.repairs.repair(
      { way: 'merge', backupId, chosen: chosen === 'some' ? some : chosen },
      { token: list.confirmationToken, owner: 'me' },
    );
    const cases = await place.session.use(({ database }) =>
      database.prepare<[], { id: string; stage: string }>('SELECT id, stage FROM cases').all(),
    );
    if (chosen === 'all') {
      expect(await place.digest()).toBe(digest);
      expect(message).toMatch(
        /^Restored from a backup, with 5 newer entries: 4 cases, 3 hearings and 2 documents\.$/,
      );
    } else {
      expect(cases.some(({ id }) => id === added)).toBe(chosen === 'some');
      expect(cases.some(({ stage }) => stage === 'Judgment')).toBe(false);
    }
    if (chosen === 'some') expect(message).toContain('1 case came with what belongs to it.');
  }
});

test('where people have to say who they are, nobody else is told names', async () => {
  const place = await office({ cases: 2 });
  const { backupId } = await place.service.exports.exportNow();
  await place.session.use(async (practice) => {
    await addCase(place.paths, practice, 'WP 9/2026');
    practice.database
      .prepare(
        `INSERT INTO users (id, name, role, email, createdAt, active, pin) VALUES (?, 'R. Rao', 'owner', '', ?, 1, 'x')`,
      )
      .run(uniqueId(new Date()), new Date().toISOString());
  });
  await damage(place, headless);
  const asked: boolean[] = [];
  const list = await place.service.repairs.newerRows(backupId, 'me', (asksWho) => {
    asked.push(asksWho);
    return false;
  });
  expect(asked).toEqual([true]);
  expect(list.rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(list)).not.toMatch(/WP 9|Rao/);
});

test('what was written while the next state was built is not lost: nothing is changed', async () => {
  const place = await office({
    cases: 2,
    parts: {
      background: {
        // The last moment before the practice is closed.
        stop: () =>
          place.session.use(({ database }) => void database.exec(`UPDATE cases SET stage = 'Evidence'`)),
        boot: () => {},
      },
    },
  });
  const live = await liveGeneration(place.paths);
  expect(await codeOf(place.service.repairs.repair({ way: 'salvage' }, null))).toBe('BUSY');
  expect(await liveGeneration(place.paths)).toBe(live);
  expect(readdirSync(place.paths.generations)).toEqual([live]);
});

test('a confirmation belongs to one look: when the database is another one, nothing happens', async () => {
  const place = await office({ cases: 2 });
  const file = await damage(place, headless);
  const { confirmationToken } = await place.service.repairs.examine('me');
  writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.alloc(PAGE)]));
  const confirmation = { token: confirmationToken, owner: 'me' };
  expect(await codeOf(place.service.repairs.repair({ way: 'salvage' }, confirmation))).toBe(
    'CONFIRMATION_EXPIRED',
  );
  expect(
    await codeOf(place.service.repairs.repair({ way: 'salvage' }, { ...confirmation, owner: 'you' })),
  ).toBe('CONFIRMATION_EXPIRED');
});

test('the backups that are offered begin with the newest proven one, and a bad one is not offered', async () => {
  const place = await office({ cases: 2 });
  const older = await place.service.exports.exportNow();
  await place.service.proofs.drill(older.backupId);
  const bad = await place.service.exports.exportNow();
  writeFileSync(bad.filePath, readFileSync(bad.filePath).fill(7, 5_000, 5_400));
  await place.service.proofs.verify({ backupId: bad.backupId }).catch(() => {});
  await damage(place, headless);
  const { backups, canExamine } = await place.service.repairs.options();
  expect(canExamine).toBe(true);
  expect(backups.map(({ backupId, proof }) => [backupId, proof])).toEqual([[older.backupId, 'proven']]);
});

test('what does not fit is kept as JSON where nothing is ever deleted', async () => {
  const place = await office({ cases: 2 });
  await place.session.use(
    ({ database }) => void database.exec(`UPDATE hearings SET day = 'no day' WHERE rowid = 1`),
  );
  const { report, setAsideIn, message } = await place.service.repairs.repair({ way: 'salvage' }, null);
  expect(report!.setAside).toBe(1);
  expect(message).toContain('What does not fit is kept aside.');
  expect(setAsideIn!.startsWith(join(place.paths.quarantine, 'not-readable-'))).toBe(true);
  const kept = JSON.parse(readFileSync(setAsideIn!, 'utf8')) as { setAside: { values: { day: string } }[] };
  expect(kept.setAside[0]!.values.day).toBe('no day');
});

test('undoing a repair leads to the damaged state where that can be opened, and else leaves the repaired one live', async () => {
  const mended = await office({ cases: 30 });
  const { page } = await pageOf(mended, 'casesByTitle');
  await damage(mended, zeroed(page));
  const damaged = await liveGeneration(mended.paths);
  await mended.service.repairs.repair({ way: 'reindex' }, null);
  const repaired = (await liveGeneration(mended.paths))!;
  await mended.service.restores.undo();
  expect(await liveGeneration(mended.paths)).toBe(damaged);
  await mended.service.restores.rollBack(repaired);
  expect(await mended.session.counts()).toMatchObject({ cases: 30 });

  const salvaged = await office({ cases: 30 });
  const file = await damage(salvaged, headless);
  const hash = await hashDamaged(file);
  await salvaged.service.repairs.repair({ way: 'salvage' }, null);
  const [live, counts] = [await liveGeneration(salvaged.paths), await salvaged.session.counts()];
  expect(await codeOf(salvaged.service.restores.undo())).toBe('FILE_CORRUPTION');
  expect(await liveGeneration(salvaged.paths)).toBe(live);
  expect(await salvaged.session.counts()).toEqual(counts);
  expect(await hashDamaged(file)).toBe(hash);
  expect((await salvaged.service.history(1))[0]).toMatchObject({ kind: 'undo', status: 'failed' });
});
