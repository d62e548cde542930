/** The engine with threads: what they may not change, and what happens when one of them is lost. */
import { spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { liveGeneration, newGenerationId, profilePaths } from '@causebook/data';
import { expect, test } from 'vitest';
import { jpegLike, noise, office, prose, tempFolder, type Office } from '../../test/office.ts';
import { inPlaceRunner, type EngineTask } from '../index.ts';
import type { ThreadOptions } from '../threads/thread-options.ts';
import { PIECE } from '../threads/slot-layout.ts';
import type { ExportTask } from './tasks.ts';

/** Of every way to be packed: alone and together, whole and in pieces, at the edges of a piece. */
const documents = [
  ...Array.from({ length: 80 }, (_, index) => prose(`order ${index}`, 900 + 31 * index)),
  ...[PIECE - 1, PIECE, PIECE + 1, 2 * PIECE].map((size) => prose(`letter ${size}`, size)),
  ...[PIECE, PIECE + 1, 3 * PIECE].map((size) => noise(`scan ${size}`, size)),
  jpegLike('photo', 5 * PIECE + 17),
  prose('evidence', 4 * PIECE + 5),
  Buffer.alloc(0),
];

/** Enough of them that several threads read at once. */
const films = Array.from({ length: 8 }, (_, index) =>
  Buffer.alloc(10_000_000, noise(`film ${index}`, 100_000)),
);

const hooks = (threads?: ThreadOptions, signal = new AbortController().signal) => ({
  signal,
  onProgress: () => {},
  threads,
});

type ArchiveTask = 'export' | 'verify' | 'preview' | 'stage' | 'sample' | 'unpack' | 'drill' | 'detect';

async function exportTask({ paths }: Office, destination: string): Promise<ExportTask> {
  return {
    kind: 'export',
    profile: paths.root,
    generationId: (await liveGeneration(paths))!,
    backupId: '0190f5a0-0000-7000-8000-000000000001' as ExportTask['backupId'],
    destination,
    fileName: 'causebook.zip',
    options: {
      includeFiles: true,
      includeDatabase: true,
      includeMetadata: true,
      compressionLevel: 6,
      name: '',
      test: false,
      base: 'none',
      protect: false,
    },
    base: null,
    consolidates: null,
    signedBy: null,
    source: 'manual',
    createdAt: '2026-11-20T10:00:00.000Z',
    appVersion: '1.2.3',
  };
}

const sources = join(import.meta.dirname, '../threads/worker.ts');

test('an archive is the same to the byte, however many threads make it', { timeout: 60_000 }, async () => {
  const practice = await office({ documents: [...documents, ...films] });
  const checksums: string[] = [];
  for (const threads of [{ entry: null }, ...[1, 2, 4].map((count) => ({ entry: sources, count }))]) {
    const folder = await tempFolder();
    const answer = await inPlaceRunner.run(await exportTask(practice, folder), hooks(threads));
    expect(answer.metadata.missingDocuments).toEqual([]);
    checksums.push(answer.checksum);
    for (const reading of [{ entry: null }, { entry: sources, count: 3 }]) {
      const task = { kind: 'verify', filePath: answer.filePath, expectedChecksum: answer.checksum } as const;
      expect(await inPlaceRunner.run(task, hooks(reading))).toMatchObject({
        files: documents.length + films.length,
      });
    }
    if (spawnSync('which', ['unzip']).status === 0)
      expect(spawnSync('unzip', ['-tq', answer.filePath]).status).toBe(0);
  }
  expect(new Set(checksums).size).toBe(1);
});

test('a thread that does not start is done without', async () => {
  const practice = await office({ documents });
  const threads = { entry: join(await tempFolder(), 'absent.mjs') };
  const answer = await inPlaceRunner.run(await exportTask(practice, await tempFolder()), hooks(threads));
  expect(answer.metadata.fileCount).toBe(documents.length);
});

test('a thread that is lost fails the operation, which leaves nothing behind', async () => {
  const practice = await office({ documents });
  const folder = await tempFolder();
  const entry = join(folder, 'thread.mjs');
  await writeFile(
    entry,
    `import { parentPort } from 'node:worker_threads';
     parentPort.on('message', () => process.exit(7));
     parentPort.postMessage({ type: 'ready' });`,
  );
  const destination = join(folder, 'backups');
  const running = inPlaceRunner.run(await exportTask(practice, destination), hooks({ entry }));
  await expect(running).rejects.toMatchObject({
    code: 'BACKUP_FAILED',
    details: { reason: expect.stringContaining('code 7') },
  });
  expect(await readdir(destination)).toEqual([]);
  expect(await readdir(practice.paths.temp)).toEqual([]);
});

test('what comes first in the archive is what a reader with many threads names', async () => {
  const practice = await office({ documents: [...documents, ...films] });
  const folder = await tempFolder();
  const { filePath } = await inPlaceRunner.run(await exportTask(practice, folder), hooks());
  const bytes = await readFile(filePath);
  const names = [...bytes.toString('latin1').matchAll(/files\/[0-9a-f]{2}\/([0-9a-f]{64})/g)];
  const large = names.filter(({ index }) => index < bytes.length / 2).at(-1)!;
  for (const at of [bytes.length - 400_000, large.index + 80]) bytes[at]! ^= 1;
  await writeFile(filePath, bytes);
  for (let round = 0; round < 3; round += 1) {
    const task = { kind: 'verify', filePath, expectedChecksum: null } as const;
    await expect(inPlaceRunner.run(task, hooks({ entry: sources, count: 3 }))).rejects.toMatchObject({
      code: 'FILE_CORRUPTION',
      details: { entry: large[0] },
    });
  }
});

test('a cancel ends every kind of task and leaves nothing behind', { timeout: 60_000 }, async () => {
  const practice = await office({ documents });
  const { paths } = practice;
  const made = await tempFolder();
  const exporting = await exportTask(practice, made);
  const { filePath, checksum } = await inPlaceRunner.run(exporting, hooks());
  const elsewhere = profilePaths(join(await tempFolder(), 'new'));
  const unpacked = join(await tempFolder(), 'unpacked');
  const destination = await tempFolder();
  const profile = elsewhere.root;
  const generationId = newGenerationId(new Date());
  const previewing = { recordedChecksum: checksum, today: '2026-11-20', generationId: null };
  /** Tasks about archives; those about the live practice alone have their tests beside them. */
  const tasks: Record<ArchiveTask, EngineTask> = {
    export: { ...exporting, destination },
    verify: { kind: 'verify', filePath, expectedChecksum: checksum },
    preview: { kind: 'preview', profile, filePath, operationId: 'one', ...previewing },
    stage: {
      kind: 'stage',
      profile,
      generationId,
      filePath,
      previewedChecksum: checksum,
      recordedChecksum: null,
      acceptsChanged: false,
    },
    sample: { kind: 'sample', profile, generationId, sampleId: generationId, today: '2026-11-20' },
    unpack: { kind: 'unpack', filePath, folder: unpacked },
    drill: { kind: 'drill', profile, filePath, expectedChecksum: checksum, operationId: 'two' },
    detect: {
      kind: 'detect',
      profile: paths.root,
      generationId: (await liveGeneration(paths))!,
      base: { backupId: exporting.backupId, filePath, checksum },
      operationId: 'three',
    },
  };
  for (const task of Object.values(tasks)) {
    const cancelling = new AbortController();
    const onProgress = () => void setImmediate(() => cancelling.abort());
    const running = inPlaceRunner.run(task, { signal: cancelling.signal, onProgress });
    await expect(running, task.kind).rejects.toMatchObject({ code: 'CANCELLED' });
  }
  const left = await Promise.all(
    [destination, paths.temp, elsewhere.temp, elsewhere.generations].map((folder) =>
      readdir(folder).catch(() => []),
    ),
  );
  expect(left.flat()).toEqual([]);
  await expect(readdir(unpacked)).rejects.toMatchObject({ code: 'ENOENT' });
});
