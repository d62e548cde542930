/** What one part needs, no other may take away: increments, pruning, proofs, the guard and kept states together. */
import { open, readFile, rename, rm, symlink, truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { defaultRetention, type BackupId, type ExportResult } from '@causebook/contracts';
import { documentPath, generationFolder, openReadOnly } from '@causebook/data';
import { describe, expect, test, vi } from 'vitest';
import { addCase, codeOf, jpegLike, office, tempFolder, type Office } from '../test/office.ts';

const DAY = 86_400_000;
const latestOnly = {
  ...defaultRetention,
  enabled: true,
  keepLast: 1,
  keepDays: 0,
  keepHourly: 0,
  keepDaily: 0,
  keepWeekly: 0,
  keepMonthly: 0,
  keepYearly: 0,
};

/** An old full backup, and a newer one with an increment on it, a day apart, made by the schedule. */
async function fullFullIncrement() {
  let now = new Date('2026-03-02T09:00:00.000Z');
  const onSuspicion = vi.fn<() => void>();
  const place = await office({
    cases: 300,
    documents: [jpegLike('scan', 9_000)],
    parts: { now: () => now, onSuspicion },
  });
  const { service, session, paths } = place;
  const backUp = async (base: BackupId | 'none' = 'none'): Promise<ExportResult> => {
    now = new Date(now.getTime() + DAY);
    return service.exports.exportNow({ base }, { source: 'scheduled' });
  };
  const old = await backUp();
  const full = await backUp();
  await session.use((practice) => addCase(paths, practice, 'CS 9/2027', [jpegLike('new', 5_000)]));
  const increment = await backUp(full.backupId);
  await service.retention.save(latestOnly);
  return { ...place, onSuspicion, old, full, increment, backUp };
}

const ids = async ({ service }: Pick<Office, 'service'>): Promise<string[]> =>
  (await service.library.list()).map(({ backupId }) => backupId);

describe('an increment that was proven', () => {
  test('is no proof without its base: the old full backup stays, and restores', async () => {
    const { service, old, full, increment, ...place } = await fullFullIncrement();
    await service.proofs.drill(old.backupId);
    await service.proofs.drill(increment.backupId);
    await rename(full.filePath, join(await tempFolder(), basename(full.filePath)));
    expect(await service.retention.prune()).toMatchObject({ removed: [] });
    expect(await ids({ service })).toContain(old.backupId);
    await service.restores.restore({ backupId: old.backupId }, null);
    expect(await place.session.counts()).toMatchObject({ cases: 300 });
  });

  test('is one with its base: the old backup goes, and what the increment needs stays', async () => {
    const { service, full, increment } = await fullFullIncrement();
    await service.proofs.drill(increment.backupId);
    expect((await service.retention.prune()).removed).toHaveLength(1);
    expect(await ids({ service })).toEqual([increment.backupId, full.backupId]);
    expect((await service.proofs.drill(increment.backupId)).drill.outcome).toBe('proven');
  });

  test('is not offered as a way out when its base is gone', async () => {
    const { service, old, full, increment } = await fullFullIncrement();
    await service.proofs.drill(increment.backupId);
    await rm(full.filePath);
    const { backups } = await service.repairs.options();
    expect(backups.map(({ backupId }) => backupId)).toEqual([old.backupId]);
  });
});

test('a disk that is unplugged says nothing against the backups on it', async () => {
  const { service, onSuspicion, full, increment } = await fullFullIncrement();
  await service.proofs.drill(full.backupId);
  await service.proofs.drill(increment.backupId);
  const away = join(await tempFolder(), 'away.zip');
  await rename(full.filePath, away);
  const before = await service.library.list();
  expect(await codeOf(service.proofs.verify({ backupId: full.backupId }))).toBe('BACKUP_NOT_FOUND');
  expect(await codeOf(service.proofs.drill(full.backupId))).toBe('BACKUP_NOT_FOUND');
  expect(await codeOf(service.proofs.drill(increment.backupId))).toBe('BASE_MISSING');
  expect((await service.proofs.verifyAll()).good).toBe(1);
  const proofs = (listed: typeof before) =>
    listed.map(({ drill, verification }) => [drill?.outcome, verification?.outcome]);
  expect(proofs(await service.library.list())).toEqual(proofs(before));
  await rename(away, full.filePath);
  await service.proofs.verifyAll();
  expect(onSuspicion).not.toHaveBeenCalled();
  expect((await service.retention.status()).held).toEqual([]);
});

test('a base that cannot be read for now says nothing against the increment', async () => {
  const { service, full, increment } = await fullFullIncrement();
  await rm(full.filePath);
  await symlink(full.filePath, full.filePath);
  expect(await codeOf(service.proofs.verify({ backupId: increment.backupId }))).not.toBe('FILE_CORRUPTION');
  expect((await service.library.get(increment.backupId)).verification?.outcome).toBe('good');
});

test('a damaged base is marked, not the increment, which is whole again with a good copy of it', async () => {
  const { service, full, increment } = await fullFullIncrement();
  await truncate(full.filePath, full.size - 1000);
  expect(await codeOf(service.proofs.verify({ backupId: increment.backupId }))).toBe('FILE_CORRUPTION');
  expect((await service.library.get(full.backupId)).verification?.outcome).toBe('bad');
  expect(await service.library.get(increment.backupId)).toMatchObject({
    verification: { outcome: 'good' },
    increment: { badFiles: [{ fileName: basename(full.filePath), problem: 'damaged' }] },
  });
});

test('a document comes back from the base of the newest backup, which does not hold it itself', async () => {
  const { service, session, paths, full } = await fullFullIncrement();
  const sha256 = await session.use(
    ({ database }) =>
      database.prepare('SELECT sha256 FROM documents WHERE size = 9000').pluck().get() as string,
  );
  await rm(documentPath(paths.files, sha256));
  await service.library.delete((await service.library.list()).at(-1)!.backupId);
  const { healed, lostCount } = await service.health.heal('all');
  expect(healed).toMatchObject([{ fileName: basename(full.filePath) }]);
  expect(lostCount).toBe(0);
});

test('a document that the disk does not give back any more comes back with a restore', async () => {
  const { service, session, paths, increment } = await fullFullIncrement();
  const sha256 = await session.use(
    ({ database }) => database.prepare('SELECT sha256 FROM documents LIMIT 1').pluck().get() as string,
  );
  const path = documentPath(paths.files, sha256);
  await rm(path);
  await symlink(path, path);
  await service.restores.restore({ backupId: increment.backupId }, null);
  expect(
    (await service.health.check({ thorough: true })).report.checks.filter(({ passed }) => !passed),
  ).toEqual([]);
  expect((await readFile(path)).length).toBeGreaterThan(0);
});

test('a full backup that somebody had made of an increment is theirs, and no rule removes it', async () => {
  const { service, increment, backUp } = await fullFullIncrement();
  const whole = await service.exports.consolidate(increment.backupId);
  await service.proofs.drill((await backUp()).backupId);
  expect((await service.retention.prune()).removed).toHaveLength(2);
  expect(await ids({ service })).toContain(whole.backupId);
});

test('a deletion that was cut off is not finished for a backup that is protected since, while its disk is away', async () => {
  const { service, catalog, old } = await fullFullIncrement();
  const begun = { kind: 'delete', source: 'manual', status: 'running', backupId: old.backupId } as const;
  const nothing = { completedAt: null, code: null, message: '', step: null, folder: null };
  const startedAt = '2026-03-04T09:00:00.000Z';
  const change = { fromGeneration: null, toGeneration: null };
  await catalog.operations.begin({ id: 'cut-off', startedAt, ...begun, ...nothing, ...change });
  await service.library.protect(old.backupId);
  await rm(old.filePath);
  await service.recover();
  expect(await ids({ service })).toContain(old.backupId);
});

test('a kept state whose damage hides rows without an error still keeps its documents from a sweep', async () => {
  const place = await office({ documents: [jpegLike('only there', 9_000)] });
  const { generationId } = await place.service.restorePoints.keep();
  const { database: path } = generationFolder(place.paths, generationId);
  const { sha256, pages, pageSize } = bTreesOf(path);
  await place.session.use(({ database }) =>
    database.exec('DELETE FROM documents; DELETE FROM deletedDocuments;'),
  );
  const file = await open(path, 'r+');
  // The number of entries, in the head of each page.
  for (const page of pages) await file.write(Buffer.alloc(2), 0, 2, (page - 1) * pageSize + 3);
  await file.close();
  const hidden = openReadOnly(path);
  expect(hidden.prepare('SELECT sha256 FROM documents').all()).toEqual([]);
  hidden.close();
  await place.service.health.apply('sweep');
  expect(await readFile(documentPath(place.paths.files, sha256))).toHaveLength(9_000);
});

/** Of the table of documents and its indexes: the pages on which they begin, which are all that few rows need. */
function bTreesOf(path: string): { sha256: string; pages: number[]; pageSize: number } {
  const database = openReadOnly(path);
  try {
    return {
      sha256: database.prepare('SELECT sha256 FROM documents').pluck().get() as string,
      pages: database
        .prepare("SELECT rootpage FROM sqlite_schema WHERE tbl_name = 'documents' AND rootpage > 0")
        .pluck()
        .all() as number[],
      pageSize: database.pragma('page_size', { simple: true }) as number,
    };
  } finally {
    database.close();
  }
}
