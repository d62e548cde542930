/** Retention and the bad-data guard on real practices, archives and catalogs, with a clock that is moved. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultRetention, toAppError, type RetentionPolicy, type Suspicion } from '@causebook/contracts';
import { expect, test, vi } from 'vitest';
import { codeOf, jpegLike, office, tempFolder, type Office } from '../../test/office.ts';

const DAY = 86_400_000;
/** Only the latest two. */
const two: RetentionPolicy = {
  ...defaultRetention,
  keepLast: 2,
  keepDays: 0,
  keepHourly: 0,
  keepDaily: 0,
  keepWeekly: 0,
  keepMonthly: 0,
  keepYearly: 0,
};

/** An office at work: a day's backup, its proof, and what is pruned after it. */
async function atWork(options: { cases?: number; folder?: string; empty?: boolean } = {}) {
  let now = new Date('2026-03-02T09:00:00.000Z');
  const onSuspicion = vi.fn<(suspicion: Suspicion) => void>();
  const place = await office({
    cases: options.cases ?? 8,
    documents: options.empty ? [] : [jpegLike('a', 2000)],
    ...options,
    parts: { now: () => now, onSuspicion },
  });
  const { service } = place;
  const backUp = async () => (await service.exports.exportNow({}, { source: 'scheduled' })).backupId;
  const work = {
    ...place,
    onSuspicion,
    backUp,
    wait: (days: number): void => void (now = new Date(now.getTime() + days * DAY)),
    /** A backup of the schedule that is proven. */
    proven: async () => {
      const backupId = await backUp();
      await service.proofs.drill(backupId, { source: 'system' });
      return backupId;
    },
    /** As the scheduler does: what is held is no failure. */
    pruneByItself: async () => {
      try {
        return (await service.retention.prune({ source: 'system' })).removed.length;
      } catch (error) {
        if (toAppError(error).code === 'PRUNING_HELD') return 0;
        throw error;
      }
    },
    ids: async () => (await service.library.list()).map(({ backupId }) => backupId),
    files: () => readdirSync(place.paths.backups).toSorted(),
  };
  await service.retention.save(two);
  return work;
}

const emptied = ({ session }: Office): Promise<unknown> =>
  session.use(({ database }) =>
    database.exec('DELETE FROM documents; DELETE FROM hearings; DELETE FROM cases;'),
  );

test('the practice is emptied and the schedule goes on for 30 days: the good backup survives, and restores', async () => {
  const work = await atWork();
  const good = await work.proven();
  const digest = await work.digest();
  await emptied(work);
  for (let day = 0; day < 30; day += 1) {
    work.wait(1);
    await work.proven();
    expect(await work.pruneByItself()).toBe(0);
  }
  expect(work.onSuspicion).toHaveBeenCalledOnce();
  const { suspicions } = await work.service.retention.status();
  expect(suspicions).toMatchObject([{ kind: 'loss', lastGoodBackupId: good }]);
  expect((await work.service.library.get(good)).protection).toMatchObject({ by: 'guard' });
  expect(await work.service.safety({ nextRunAt: null, consecutiveFailures: 0 })).toMatchObject({
    level: 'danger',
    advice: expect.stringContaining(suspicions[0]!.reason),
  });
  await work.service.restores.restore({ backupId: good }, null);
  expect(await work.digest()).toBe(digest);
}, 60_000);

test('it goes on when the person says that it is right, and the good backup stays until it is let go by hand', async () => {
  const work = await atWork();
  const good = await work.proven();
  await emptied(work);
  for (let day = 0; day < 3; day += 1) {
    work.wait(1);
    await work.proven();
  }
  expect(await codeOf(work.service.retention.prune())).toBe('PRUNING_HELD');
  const [suspicion] = (await work.service.retention.status()).suspicions;
  await work.service.guard.accept(suspicion!.key);
  expect(await codeOf(work.service.guard.accept(suspicion!.key))).toBe('NOT_FOUND');
  expect(await work.pruneByItself()).toBe(1);
  expect(await work.ids()).toContain(good);
  expect(await codeOf(work.service.library.delete(good))).toBe('PROTECTED');
  await work.service.library.unprotect(good);
  work.wait(1);
  await work.proven();
  expect(await work.pruneByItself()).toBe(2);
  expect(await work.ids()).not.toContain(good);
  expect(work.onSuspicion).toHaveBeenCalledOnce();
});

test('what was told and accepted is known after the next start', async () => {
  const folder = await tempFolder();
  const work = await atWork({ folder });
  await work.proven();
  await emptied(work);
  work.wait(1);
  await work.proven();
  work.session.close();
  const again = await atWork({ folder, empty: true });
  await again.session.open();
  again.wait(2);
  await again.backUp();
  expect(again.onSuspicion).not.toHaveBeenCalled();
  const [suspicion] = (await again.service.retention.status()).suspicions;
  await again.service.guard.accept(suspicion!.key);
  expect((await again.service.retention.status()).suspicions).toEqual([]);
});

test('a restore of the good backup ends the alarm; pruning waits for the backup that shows it', async () => {
  const work = await atWork();
  const good = await work.proven();
  await emptied(work);
  work.wait(1);
  await work.proven();
  await work.service.restores.restore({ backupId: good }, null);
  const { suspicions, held } = await work.service.retention.status();
  expect(suspicions).toEqual([]);
  expect(held.join()).toContain('The next backup has to show that');
  work.wait(1);
  await work.proven();
  expect((await work.service.retention.status()).held).toEqual([]);
});

test('a backup that fails its trial restore holds everything, and is told once', async () => {
  const work = await atWork();
  await work.proven();
  work.wait(1);
  const bad = await work.backUp();
  const { filePath, size } = await work.service.library.get(bad);
  writeFileSync(filePath, Buffer.alloc(size, 'x'));
  expect(await codeOf(work.service.proofs.drill(bad))).toBe('VALIDATION_FAILED');
  expect(await codeOf(work.service.proofs.drill(bad))).toBe('VALIDATION_FAILED');
  expect(work.onSuspicion).toHaveBeenCalledOnce();
  expect((await work.service.retention.status()).suspicions).toMatchObject([
    { kind: 'failed', backupId: bad },
  ]);
});

test('nothing goes before a newer one is proven; then what no rule keeps is gone with its sum and its line', async () => {
  const work = await atWork();
  const made = [await work.backUp()];
  for (let day = 0; day < 3; day += 1) {
    work.wait(1);
    made.push(await work.backUp());
  }
  expect(await codeOf(work.service.retention.prune())).toBe('PRUNING_HELD');
  await work.service.proofs.drill(made[1]!);
  expect((await work.service.retention.prune({ dryRun: true })).removed).toMatchObject([
    { backupId: made[0] },
  ]);
  expect(await work.ids()).toHaveLength(4);
  await work.service.proofs.drill(made[3]!);
  const { removed, freedBytes, message } = await work.service.retention.prune();
  expect(removed.map(({ backupId }) => backupId)).toEqual(made.slice(0, 2));
  expect(message).toMatch(/^2 old backups were removed; [\d.]+ kB freed\.$/);
  expect(await work.ids()).toEqual(made.slice(2).toReversed());
  expect(work.files()).toHaveLength(4);
  expect((await work.service.retention.status()).lastPrune).toMatchObject({ removed: 2, freedBytes });
  const told = (await work.service.history(10)).filter(({ kind }) => kind === 'prune' || kind === 'delete');
  expect(told.map(({ kind, status }) => `${kind} ${status}`).toSorted()).toEqual([
    'delete completed',
    'delete completed',
    'prune completed',
  ]);
  const history = await work.service.history(50);
  expect((await work.service.retention.prune()).removed).toEqual([]);
  expect(await work.service.history(50)).toEqual(history);
});

test('backups that are made without a document, though proven, do not push out the last one that has it', async () => {
  const work = await atWork();
  const complete = await work.proven();
  const [document] = readdirSync(work.paths.files, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.length > 60,
  );
  rmSync(join(work.paths.files, document!));
  for (let day = 0; day < 4; day += 1) {
    work.wait(1);
    await work.proven();
  }
  const { decisions, removable } = await work.service.retention.status();
  expect(decisions.at(-1)).toEqual({
    backupId: complete,
    keep: true,
    reasons: ['the latest proven restorable in which no document is missing'],
  });
  expect(removable.count).toBe(2);
});

test('when the proven backup goes out of reach, nothing more is removed', async () => {
  const work = await atWork();
  for (let day = 0; day < 4; day += 1) {
    await work.proven();
    work.wait(1);
  }
  const files = work.files().filter((name) => name.endsWith('.zip'));
  const { operations } = work.catalog;
  // With the first deletion; the second is still to come.
  const begin = operations.begin.bind(operations);
  vi.spyOn(operations, 'begin').mockImplementation(async (row) => {
    if (row.kind === 'delete') rmSync(join(work.paths.backups, files.at(-1)!));
    await begin(row);
  });
  expect(await codeOf(work.service.retention.prune())).toBe('PRUNING_HELD');
  expect(work.files().filter((name) => name.endsWith('.zip'))).toEqual(files.slice(1, 3));
});

test('a backup that is made protected, or protected later, is neither pruned nor deleted', async () => {
  const work = await atWork();
  const { backupId } = await work.service.exports.exportNow({ protect: true }, { source: 'scheduled' });
  work.wait(1);
  const later = await work.proven();
  await work.service.library.protect(later);
  for (let day = 0; day < 3; day += 1) {
    work.wait(1);
    await work.proven();
  }
  expect(await work.pruneByItself()).toBe(1);
  expect(await work.ids()).toEqual(expect.arrayContaining([backupId, later]));
  expect(await codeOf(work.service.library.delete(later))).toBe('PROTECTED');
  expect((await work.service.retention.status()).decisions.at(-1)).toMatchObject({
    backupId,
    keep: true,
    reasons: expect.arrayContaining(['it is protected']),
  });
});

test('a clock that is set back neither changes which backup is newer nor lets one go', async () => {
  const work = await atWork();
  work.wait(400);
  const ahead = await work.proven();
  work.wait(-400);
  const made = [await work.proven(), await work.proven(), await work.proven()];
  expect([ahead, ...made]).toEqual([ahead, ...made].toSorted());
  expect((await work.service.retention.status()).decisions.map(({ backupId }) => backupId)[0]).toBe(made[2]);
  expect(await work.pruneByItself()).toBe(0);
  const [suspicion] = (await work.service.retention.status()).suspicions;
  expect(suspicion).toMatchObject({ kind: 'clock', backupId: ahead });
  await work.service.guard.accept(suspicion!.key);
  expect(await work.pruneByItself()).toBe(1);
  expect(await work.ids()).toEqual(expect.arrayContaining([ahead, made[1], made[2]]));
});

test('a preview of another policy saves nothing, and says what it would do', async () => {
  const work = await atWork();
  for (let day = 0; day < 3; day += 1) {
    work.wait(1);
    await work.proven();
  }
  const preview = await work.service.retention.status({ policy: { ...two, keepLast: 1 }, perDay: 1 });
  expect(preview.removable.count).toBe(2);
  expect(preview.forecast).toMatchObject({ count: 1 });
  expect((await work.service.retention.status()).policy).toEqual(two);
  expect((await work.service.retention.status()).removable.count).toBe(1);
});

test('a removal that is cut off after the file was gone is finished at the next start', async () => {
  const work = await atWork();
  const ids = [await work.proven(), await work.proven(), await work.proven()];
  const { catalog, service } = work;
  const { filePath } = await service.library.get(ids[0]!);
  // The process ends here: the file is gone, its sum and its line are not.
  vi.spyOn(catalog, 'forgetBackup').mockReturnValueOnce(new Promise(() => {}));
  void service.retention.prune().catch(() => {});
  await vi.waitFor(() => expect(existsSync(filePath)).toBe(false));
  await vi.waitFor(() => expect(catalog.forgetBackup).toHaveBeenCalled());
  writeFileSync(`${filePath}.sha256`, '');
  await service.recover();
  expect(await work.ids()).not.toContain(ids[0]);
  expect(work.files()).toHaveLength(4);
  expect((await service.history(5)).find(({ kind }) => kind === 'delete')).toMatchObject({
    status: 'completed',
    message: expect.stringContaining('finished at the next start'),
  });
});

test('what is stopped before it began removes nothing', async () => {
  const work = await atWork();
  for (let day = 0; day < 4; day += 1) await work.proven();
  expect(await codeOf(work.service.retention.prune({ signal: AbortSignal.abort() }))).toBe('CANCELLED');
  expect(await work.ids()).toHaveLength(4);
});

test('rules that cannot be understood remove nothing', async () => {
  const work = await atWork();
  await work.catalog.putSetting('retention', '{"keepForever":true}');
  expect((await work.service.retention.status()).policy.enabled).toBe(false);
});
