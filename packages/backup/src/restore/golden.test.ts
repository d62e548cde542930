/** Archives of earlier formats and databases: each of them must be restorable for ever. */
import { createHash } from 'node:crypto';
import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupMetadata } from '@causebook/contracts';
import {
  databaseVersion,
  generationFolder,
  integrityProblems,
  liveGeneration,
  newestVersion,
  openDatabase,
  openReadOnly,
  queryBuilder,
  schemaDifferences,
  searchIndexFits,
  searchPractice,
  type PracticeSchema,
} from '@causebook/data';
import { describe, expect, test } from 'vitest';
import { office, tempFolder, type Office } from '../../test/office.ts';
import { proveRestoredDatabase } from '../engine/restored-database.ts';

/** Made by the first Causebook: 6 cases, 16 hearings, 10 tasks, 8 orders, 5 documents, a database of version 1. */
const DATABASE_1 = join(import.meta.dirname, '../../test/fixtures/database-1.zip');
const counts = { users: 4, cases: 6, hearings: 16, tasks: 10, orders: 8, documents: 5, bytes: 60_000 };

async function copyOf(fixture: string): Promise<string> {
  const path = join(await tempFolder(), 'archive.zip');
  await cp(fixture, path);
  return path;
}

async function restored(): Promise<Office> {
  const place = await office();
  await place.service.restores.restore({ filePath: await copyOf(DATABASE_1) }, null);
  return place;
}

/** The database of the archive and what the archive says of it. */
async function unpacked(): Promise<{ readonly database: string; readonly metadata: BackupMetadata }> {
  const folder = join(await tempFolder(), 'unpacked');
  const place = await office();
  await place.service.library.unpack({ filePath: await copyOf(DATABASE_1) }, folder);
  const text = await readFile(join(folder, 'backup-metadata.json'), 'utf8');
  return {
    database: join(folder, 'database.sqlite'),
    metadata: BackupMetadata.parse(JSON.parse(text)),
  };
}

describe('an archive of the first Causebook, with a database of version 1', () => {
  test('is whole', async () => {
    const place = await office();
    const { report } = await place.service.proofs.verify({ filePath: await copyOf(DATABASE_1) });
    expect(report).toMatchObject({ entries: 9, files: 5, warnings: [], metadata: { databaseVersion: 1 } });
  });

  test('shows what is in it before anything is restored', async () => {
    const place = await office();
    const choice = { filePath: await copyOf(DATABASE_1) };
    const { preview } = await place.service.restores.preview(choice, 'window', '2026-11-20');
    expect(preview).toMatchObject({
      changes: { cases: { appear: 6, after: 6 }, hearings: { appear: 16 }, documents: { appear: 5 } },
      warnings: [],
    });
  });

  test('restores with every entry and every document that it had', async () => {
    const place = await restored();
    expect(await place.session.counts()).toEqual(counts);
  });

  test('comes forward to the schema of today', async () => {
    const place = await restored();
    const live = await liveGeneration(place.paths);
    const database = openDatabase(generationFolder(place.paths, live!).database);
    try {
      expect(databaseVersion(database)).toBe(newestVersion());
      expect(schemaDifferences(database)).toEqual([]);
    } finally {
      database.close();
    }
  });

  test('is held against the digest of its time, before its database is brought forward', async () => {
    const { database, metadata } = await unpacked();
    const { rowsDigest, databaseVersion: version } = proveRestoredDatabase(database, metadata);
    expect([rowsDigest, version]).toEqual([metadata.rowsDigest, newestVersion()]);
    const changed = await unpacked();
    const other = openDatabase(changed.database);
    other.exec("UPDATE hearings SET day = '2026-12-24' WHERE id = (SELECT min(id) FROM hearings)");
    other.close();
    expect(() => proveRestoredDatabase(changed.database, metadata)).toThrow(
      expect.objectContaining({
        code: 'FILE_CORRUPTION',
        message: expect.stringContaining('not those that were backed up'),
      }),
    );
  });

  test('has its cases found by the search, as those of today', async () => {
    const place = await restored();
    await place.session.use(async ({ database, query }) => {
      expect(searchIndexFits(database)).toBe(true);
      const { id, title } = await query.selectFrom('cases').select(['id', 'title']).executeTakeFirstOrThrow();
      const { hits } = await searchPractice(query, { words: title, perKind: 8 }, '2026-11-16');
      expect(hits).toContainEqual(expect.objectContaining({ kind: 'case', id, title }));
    });
  });
});

/** Made when increments were new: a full backup of 2 documents, and an increment on it with one document more. */
const FORMAT_2 = join(import.meta.dirname, '../../test/fixtures/format-2');
const FULL = 'causebook-20261130-151506Z-2cf76259.zip';
const INCREMENT = 'causebook-20261130-151513Z-366502dd.zip';
const DIGEST = '3b35b2da51d315c82b5bbde8d15aa0752c9e16b77cc69f58114bb0a3d3d6c538';
const KEY = 'MCowBQYDK2VwAyEAQwmZ7LJT3Lx9IqWcMYpvXVUY9YQmkb0O+dfk3o4gG4g=';
const checksums = new Map([
  [FULL, 'ba6b8cc869856eff4b5aa071fec1a0be0b5d0f99556f1318082e1188781870bd'],
  [INCREMENT, '3b8426788e996122110e4f71117ab6b1e2289a51a1628d3ed1ae0201cb56b55e'],
]);

async function copyOfFormat2(): Promise<string> {
  const folder = await tempFolder();
  await cp(FORMAT_2, folder, { recursive: true });
  return folder;
}

describe('an increment of format version 2 and the full backup that it needs, both signed', () => {
  test('are the files that were made then', async () => {
    for (const [name, checksum] of checksums)
      expect(
        createHash('sha256')
          .update(await readFile(join(FORMAT_2, name)))
          .digest('hex'),
      ).toBe(checksum);
  });

  test('are whole, and say what they are', async () => {
    const place = await office();
    const folder = await copyOfFormat2();
    const full = await place.service.proofs.verify({ filePath: join(folder, FULL) });
    expect(full.report).toMatchObject({ files: 2, warnings: [], metadata: { version: 1, signedBy: KEY } });
    const { report } = await place.service.proofs.verify({ filePath: join(folder, INCREMENT) });
    expect(report).toMatchObject({
      files: 1,
      warnings: [],
      metadata: {
        version: 2,
        kind: 'incremental',
        digest: DIGEST,
        signedBy: KEY,
        increment: {
          needs: [{ fileName: FULL, checksum: checksums.get(FULL) }],
          pages: { changedPages: 13 },
        },
      },
    });
  });

  test('restore to exactly what was backed up, and are told to be of another office', async () => {
    const place = await office();
    const choice = { filePath: join(await copyOfFormat2(), INCREMENT) };
    const { preview } = await place.service.restores.preview(choice, 'window', '2026-11-30');
    expect(preview).toMatchObject({
      changes: { cases: { appear: 6, after: 6 }, documents: { appear: 3 } },
      signature: { key: 'b0d3 ab23 f8f4 097f', verdict: 'another-office' },
    });
    await place.service.restores.restore(choice, null);
    expect(await place.digest()).toBe(DIGEST);
    expect(await place.session.counts()).toMatchObject({
      cases: 6,
      hearings: 12,
      documents: 3,
      bytes: 12_328,
    });
  });

  test('become a full backup of the same content', async () => {
    const place = await office();
    const folder = await copyOfFormat2();
    await cp(folder, place.paths.backups, { recursive: true });
    await place.service.library.rebuild();
    const increment = (await place.service.library.list()).find(({ kind }) => kind === 'incremental');
    const { metadata, filePath } = await place.service.exports.consolidate(increment!.backupId);
    expect(metadata).toMatchObject({ version: 1, kind: 'full', digest: DIGEST, fileCount: 3 });
    // It counts as made here from now on, and the search index is somebody else's.
    const folderOf = await tempFolder();
    await place.service.library.unpack({ filePath }, join(folderOf, 'unpacked'));
    const database = openReadOnly(join(folderOf, 'unpacked', 'database.sqlite'));
    expect(database.prepare('SELECT count(*) FROM searchIndex_docsize').pluck().get()).toBe(0);
    database.close();
  });

  test('the increment says by name what it needs where it lies alone', async () => {
    const place = await office();
    const folder = await copyOfFormat2();
    await rm(join(folder, FULL));
    const restoring = place.service.restores.restore({ filePath: join(folder, INCREMENT) }, null);
    await expect(restoring).rejects.toMatchObject({
      code: 'BASE_MISSING',
      message: expect.stringContaining(FULL),
    });
  });
});

test('a backup whose search index was tampered with restores, with an index made from its entries', async () => {
  const place = await office({ cases: 3 });
  const path = join(await tempFolder(), 'database.sqlite');
  await place.session.use(({ database }) => database.backup(path));
  const hostile = openDatabase(path);
  hostile.unsafeMode(true);
  hostile.exec(`UPDATE searchIndex_data SET block = zeroblob(4000);
    UPDATE searchIndex_config SET v = 99;
    INSERT INTO searchIndex_config VALUES ('rank', 'load_extension(''x'')');
    UPDATE searchEntries SET entryId = 'nobody' || number, caseId = 'nobody';`);
  hostile.close();
  const { counts: found } = proveRestoredDatabase(path, null);
  expect(found.cases).toBe(3);
  const database = openDatabase(path);
  try {
    const query = queryBuilder<PracticeSchema>(database);
    const { hits } = await searchPractice(query, { words: 'rao', perKind: 8 }, '2026-11-16');
    expect(hits.filter(({ kind }) => kind === 'case')).toHaveLength(3);
    expect(integrityProblems(database)).toEqual([]);
  } finally {
    database.close();
  }
});
