/** Restore points: kept by hand or unasked, named, looked into, gone back to, deleted, expired. */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { AppError } from '@causebook/contracts';
import {
  documentPath,
  dropUnfinishedGenerations,
  exists,
  generationFolder,
  listGenerations,
  liveGeneration,
  newGenerationId,
} from '@causebook/data';
import { expect, test } from 'vitest';
import { addCase, codeOf, jpegLike, noise, office, prose, type Office } from '../../test/office.ts';
import { inPlaceRunner } from '../index.ts';

const documents = [jpegLike('scan', 40_000), prose('order', 60_000)];
const today = '2026-11-20';
const DAY = 24 * 3_600_000;

const addOneCase = (
  { session, paths }: Office,
  number: string,
  contents: readonly Buffer[] = [],
): Promise<string> => session.use((practice) => addCase(paths, practice, number, contents));

test('a state that is kept can be gone back to, again and again, and undo leads back', async () => {
  const place = await office({ documents, parts: { actorName: () => 'Meera Rao' } });
  const kept = await place.digest();
  const { generationId, message } = await place.service.restorePoints.keep({ name: ' Before the merger ' });
  expect(message).toBe('This state is kept: 2 cases, 2 hearings and 2 documents.');
  expect(await place.service.restorePoints.list()).toMatchObject([
    {
      generationId,
      reason: 'kept',
      name: 'Before the merger',
      isAutomatic: false,
      madeBy: 'Meera Rao',
      replacedAt: null,
      expiresAt: null,
      isUndoTarget: false,
      label: 'Kept by hand.',
      counts: { cases: 2, documents: 2 },
    },
  ]);
  expect(await codeOf(place.service.restores.undo())).toBe('NOTHING_TO_UNDO');
  for (const number of ['WP 7/2026', 'WP 8/2026']) {
    await addOneCase(place, number, [noise(number, 9000)]);
    const before = await place.digest();
    await place.service.restores.rollBack(generationId);
    expect(await place.digest()).toBe(kept);
    expect((await place.service.restorePoints.list()).map((point) => point.generationId)).toContain(
      generationId,
    );
    await place.service.restores.undo();
    expect(await place.digest()).toBe(before);
  }
});

test('what is written after going back to a kept state does not change that state', async () => {
  const place = await office();
  const { generationId } = await place.service.restorePoints.keep({ name: 'Monday' });
  await place.service.restores.rollBack(generationId);
  await addOneCase(place, 'new');
  const [point] = (await place.service.restorePoints.list()).filter(({ reason }) => reason === 'kept');
  expect(point).toMatchObject({ generationId, counts: { cases: 2 } });
  expect((await place.session.counts()).cases).toBe(3);
});

test('its documents stay as long as it is there, and go with it', async () => {
  const place = await office({ documents });
  const { generationId } = await place.service.restorePoints.keep();
  await place.session.use(({ database }) => database.exec('DELETE FROM documents'));
  const { details } = await place.service.restorePoints.details(generationId, today);
  expect(details).toMatchObject({ sharedDocuments: 0, ownDocuments: 2 });
  expect(await exists(documentPath(place.paths.files, sha256Of(documents[0]!)))).toBe(true);
  expect(details.freedBytes).toBeGreaterThan(100_000 + details.point.size - 1);
  const { message } = await place.service.restorePoints.delete(generationId);
  expect(message).toMatch(/^The restore point was deleted\. 2 documents \(100 kB\) that nothing else needs/);
  expect(await exists(documentPath(place.paths.files, sha256Of(documents[0]!)))).toBe(false);
});

test('its details say what going back would change', async () => {
  const place = await office({ documents });
  const { generationId } = await place.service.restorePoints.keep({ name: 'x' });
  await addOneCase(place, 'WP 9/2026', [noise('paper', 5000)]);
  const { details } = await place.service.restorePoints.details(generationId, today);
  expect(details).toMatchObject({
    point: { generationId, name: 'x' },
    sharedDocuments: 2,
    ownDocuments: 0,
    comparison: {
      changes: { cases: { now: 3, after: 2, disappear: 1, appear: 0 }, documents: { disappear: 1 } },
      disappearing: [{ kind: 'hearing' }, { kind: 'case', label: 'WP 9/2026 Rao v. State (WP 9/2026)' }],
      appearing: [],
    },
  });
  expect(await readdir(place.paths.temp).catch(() => [])).toEqual([]);
  expect(
    await codeOf(place.service.restorePoints.details('g-20260101T000000Z-00000000' as never, today)),
  ).toBe('NOT_FOUND');
});

test('a name and an expiry stand in the state itself, and survive the loss of the catalog', async () => {
  const place = await office();
  const { generationId } = await place.service.restorePoints.keep();
  const expiresAt = new Date(Date.now() + 90 * DAY).toISOString();
  const { message } = await place.service.restorePoints.change(generationId, { name: 'Audit', expiresAt });
  expect(message).toMatch(/^The restore point is called “Audit”\. It expires on \d+ \p{L}+ \d{4}\.$/u);
  const { marker } = generationFolder(place.paths, generationId);
  expect(JSON.parse(await readFile(marker, 'utf8'))).toMatchObject({ name: 'Audit', expiresAt });
  await place.service.restorePoints.change(generationId, { expiresAt: null });
  expect(await place.service.restorePoints.list()).toMatchObject([{ name: 'Audit', expiresAt: null }]);
  const past = new Date(Date.now() - DAY).toISOString();
  await expect(
    (async () => place.service.restorePoints.change(generationId, { expiresAt: past }))(),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const live = (await liveGeneration(place.paths))!;
  expect(await codeOf(place.service.restorePoints.change(live, { name: 'live' }))).toBe('NOT_FOUND');
});

test('a marker of an earlier Causebook, without a name, is still a restore point', async () => {
  const place = await office();
  const { generationId } = await place.service.restorePoints.keep({ name: 'x' });
  const { marker } = generationFolder(place.paths, generationId);
  const { name: _, isAutomatic: __, madeBy: ___, ...old } = JSON.parse(await readFile(marker, 'utf8'));
  await writeFile(marker, JSON.stringify(old));
  expect(await place.service.restorePoints.list()).toMatchObject([
    { generationId, name: '', isAutomatic: false, madeBy: '' },
  ]);
});

test('a keeping that is cancelled, or finds a damaged practice, leaves nothing', async () => {
  const place = await office({ documents });
  const before = await readdir(place.paths.generations);
  const cancelled = AbortSignal.abort();
  expect(await codeOf(place.service.restorePoints.keep({ signal: cancelled }))).toBe('CANCELLED');
  const task = {
    kind: 'point',
    profile: place.paths.root,
    source: (await liveGeneration(place.paths))!,
    generationId: newGenerationId(new Date()),
  } as const;
  const hooks = { signal: cancelled, onProgress: () => {} };
  expect(await codeOf(inPlaceRunner.run(task, hooks))).toBe('CANCELLED');
  expect(await readdir(place.paths.generations)).toEqual(before);
  await place.session.use(({ database }) => {
    database.pragma('foreign_keys = OFF');
    database.exec(`UPDATE hearings SET caseId = 'nobody'`);
  });
  expect(await codeOf(place.service.restorePoints.keep())).toBe('FILE_CORRUPTION');
  expect(await readdir(place.paths.generations)).toEqual(before);
  expect(await place.service.history(2)).toMatchObject([
    { kind: 'point', status: 'failed' },
    { kind: 'point', status: 'cancelled' },
  ]);
});

test('a keeping that a crash cut off is cleared at the next start, and one that was complete is told so', async () => {
  const place = await office();
  const { generationId } = await place.service.restorePoints.keep();
  const [last] = await place.service.history(1);
  await place.catalog.operations.end(last!.id, { status: 'running', completedAt: null });
  await place.service.recover();
  expect(await place.service.history(1)).toMatchObject([
    {
      kind: 'point',
      status: 'completed',
      message: 'The state was kept, and Causebook ended right after that.',
    },
  ]);
  await rm(generationFolder(place.paths, generationId).marker);
  await place.catalog.operations.end(last!.id, { status: 'running', completedAt: null });
  expect(await dropUnfinishedGenerations(place.paths)).toEqual([generationId]);
  await place.service.recover();
  expect(await place.service.history(1)).toMatchObject([{ kind: 'point', status: 'interrupted' }]);
});

test('a return to a kept state that was cut off before its change leaves only the kept state', async () => {
  let cut = false;
  const place = await office({
    parts: {
      background: {
        stop: async () => {
          if (cut) throw new AppError('INTERNAL', 'cut off');
        },
        boot: () => {},
      },
    },
  });
  const { generationId } = await place.service.restorePoints.keep();
  const before = await readdir(place.paths.generations);
  cut = true;
  expect(await codeOf(place.service.restores.rollBack(generationId))).toBe('INTERNAL');
  expect(await readdir(place.paths.generations)).toEqual(before);
});

test('a restore never goes back to a kept state by "undo", and keeps it', async () => {
  const place = await office();
  const { backupId } = await place.service.exports.exportNow();
  const before = (await liveGeneration(place.paths))!;
  const { generationId } = await place.service.restorePoints.keep();
  await place.service.restores.restore({ backupId }, null);
  expect(
    (await place.service.restorePoints.list()).map((point) => [point.generationId, point.isUndoTarget]),
  ).toEqual([
    [generationId, false],
    [before, true],
  ]);
});

test('what has expired goes at the second look, and what must stay stays', async () => {
  let clock = Date.now();
  const place = await office({ documents, parts: { now: () => new Date(clock) } });
  const { generationId: byHand } = await place.service.restorePoints.keep({ name: 'by hand' });
  const unasked: string[] = [];
  for (let day = 0; day < 5; day += 1) {
    clock += DAY;
    unasked.push((await place.service.restorePoints.keep({ before: 'Before an import' })).generationId);
  }
  clock += 40 * DAY;
  // No backup is proven yet, so nothing else holds those states.
  let { look, removed } = await place.service.restorePoints.removeExpired(null);
  expect([look.due, removed]).toEqual([[], 0]);
  const { backupId } = await place.service.exports.exportNow();
  await place.service.proofs.drill(backupId);
  ({ look, removed } = await place.service.restorePoints.removeExpired(look));
  expect([look.due, removed]).toEqual([unasked.slice(0, 2), 0]);
  clock += DAY;
  const end = await place.service.restorePoints.removeExpired(look);
  expect(end).toMatchObject({ removed: 2, message: '2 restore points had expired and were removed.' });
  const left = (await place.service.restorePoints.list()).map((point) => point.generationId);
  expect(left.toSorted()).toEqual([byHand, ...unasked.slice(2)].toSorted());
  expect(await place.service.history(1)).toMatchObject([
    { kind: 'point', source: 'system', status: 'completed' },
  ]);
});

test('the state that undo leads to is not removed, however long ago it was replaced', async () => {
  let clock = Date.now();
  const place = await office({ parts: { now: () => new Date(clock) } });
  const { backupId } = await place.service.exports.exportNow();
  const before = (await liveGeneration(place.paths))!;
  await place.service.restores.restore({ backupId }, null);
  await place.service.restorePoints.change(before, { expiresAt: new Date(clock + DAY).toISOString() });
  clock += 400 * DAY;
  await place.service.proofs.drill((await place.service.exports.exportNow()).backupId);
  const { look } = await place.service.restorePoints.removeExpired(null);
  clock += DAY;
  expect(await place.service.restorePoints.removeExpired(look)).toMatchObject({ removed: 0 });
  await place.service.restores.undo();
  expect(await liveGeneration(place.paths)).toBe(before);
  // What was said about it does not hold for what it is now.
  const { complete } = await listGenerations(place.paths);
  expect(complete.find((record) => record.id === before)?.expiresAt).toBeUndefined();
});

test('a return that was cut off when it was complete and not live is cleared; a state that was there before stays', async () => {
  const place = await office();
  const { generationId } = await place.service.restorePoints.keep();
  const { generationId: returned } = await place.service.restores.rollBack(generationId);
  await place.service.restores.undo();
  const [undo, rollback] = await place.service.history(2);
  // As one that nobody has opened yet.
  await utimes(generationFolder(place.paths, returned).marker, new Date(), new Date());
  const cutOff = { status: 'running', completedAt: null, toGeneration: returned } as const;
  await place.catalog.operations.end(rollback!.id, {
    ...cutOff,
    fromGeneration: await liveGeneration(place.paths),
  });
  await place.service.recover();
  expect((await listGenerations(place.paths)).complete.map(({ id }) => id)).toContain(returned);
  await place.catalog.operations.end(rollback!.id, { ...cutOff, fromGeneration: null });
  await place.service.recover();
  expect((await listGenerations(place.paths)).complete.map(({ id }) => id)).not.toContain(returned);
  expect(undo!.kind).toBe('undo');
  expect((await place.service.restorePoints.list()).map((point) => point.generationId)).toEqual([
    generationId,
  ]);
});

const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

test('documents that cannot be looked for stay until the next sweep, and the state is gone all the same', async () => {
  let isBroken = true;
  const trouble: string[] = [];
  const place = await office({
    documents,
    parts: {
      onTrouble: (what) => void trouble.push(what),
      runner: {
        run: (task, hooks) =>
          task.kind === 'leftovers' && isBroken
            ? Promise.reject(new AppError('ENGINE_CRASHED'))
            : inPlaceRunner.run(task, hooks),
      },
    },
  });
  const paper = noise('only then', 9000);
  const caseId = await addOneCase(place, 'WP 7/2026', [paper]);
  const { generationId } = await place.service.restorePoints.keep({ name: 'Monday' });
  await place.session.use(({ database }) => {
    database.prepare('DELETE FROM documents WHERE caseId = ?').run(caseId);
  });
  const stored = documentPath(place.paths.files, createHash('sha256').update(paper).digest('hex'));
  expect((await place.service.restorePoints.delete(generationId)).message).toBe(
    'The restore point was deleted.',
  );
  expect(trouble).toEqual(['looking for documents that nothing needs']);
  expect(await exists(stored)).toBe(true);
  isBroken = false;
  expect((await place.service.health.apply('sweep')).message).toMatch(/^Removed 1 file/);
  expect(await exists(stored)).toBe(false);
});
