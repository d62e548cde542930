import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { codeOf, jpegLike, office, prose, tempFolder } from '../../test/office.ts';
import { cleanUpAfter } from './clean-up.ts';
import { inPlaceRunner } from './run-engine-task.ts';
import type { UnpackTask } from './tasks.ts';

const usual = process.umask();
afterEach(() => void process.umask(usual));

const CENTRAL_ENTRY = Buffer.from('PK\u0001\u0002', 'latin1');
const ATTRIBUTES_AT = 38;

/** The same archive, whose entries all want to be run by everybody. */
function withModes(archive: Buffer, mode: number): Buffer {
  const changed = Buffer.from(archive);
  for (let at = changed.indexOf(CENTRAL_ENTRY); at !== -1; at = changed.indexOf(CENTRAL_ENTRY, at + 4))
    changed.writeUInt32LE((mode << 16) >>> 0, at + ATTRIBUTES_AT);
  return changed;
}

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o7777).toString(8);

test.skipIf(process.platform === 'win32')(
  'who may read or run an unpacked file is not for the archive to say',
  async () => {
    const place = await office({ documents: [prose('order', 5000)] });
    const { filePath } = await place.service.exports.exportNow();
    const folder = await tempFolder();
    const wanting = join(folder, 'wanting.zip');
    await writeFile(wanting, withModes(await readFile(filePath), 0o104777));
    expect(await codeOf(place.service.library.unpack({ filePath: wanting }, join(folder, 'none')))).toBe(
      'FILE_CORRUPTION',
    );
    process.umask(0);
    await place.service.library.unpack({ filePath }, join(folder, 'unpacked'));
    const found = await readdir(join(folder, 'unpacked'), { recursive: true, withFileTypes: true });
    const files = found.filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(4);
    for (const { parentPath, name } of files)
      expect([name, await modeOf(join(parentPath, name))]).toEqual([name, '600']);
    // Nobody else gets past the folder itself.
    expect(await modeOf(join(folder, 'unpacked'))).toBe('700');
  },
);

/** An unpacking that is given up as soon as something lies in the folder. */
async function unpackCancelled(filePath: string, folder: string): Promise<UnpackTask> {
  const cancelling = new AbortController();
  const task = { kind: 'unpack', filePath, folder } as const;
  const unpacking = inPlaceRunner.run(task, {
    signal: cancelling.signal,
    onProgress: ({ phase }) => {
      if (phase === 'extract') cancelling.abort();
    },
  });
  expect(await codeOf(unpacking)).toBe('CANCELLED');
  return task;
}

test.each(['full', 'incremental'])('one that is cancelled leaves the folder as it was (%s)', async (kind) => {
  const place = await office({ documents: [prose('order', 5000), jpegLike('scan', 300_000)] });
  const full = await place.service.exports.exportNow();
  const { filePath } =
    kind === 'full' ? full : await place.service.exports.exportNow({ base: full.backupId });
  const folder = await tempFolder();
  await unpackCancelled(filePath, folder);
  expect(await readdir(folder)).toEqual([]);
  await unpackCancelled(filePath, join(folder, 'new'));
  expect(await readdir(folder)).toEqual([]);
});

test('what one that was cut off has left is cleared, and nobody is told that the folder is not empty', async () => {
  const place = await office({ documents: [prose('order', 5000)] });
  const { filePath } = await place.service.exports.exportNow();
  const folder = await tempFolder();
  const half = join(folder, '.causebook-unpacking', 'files');
  await mkdir(half, { recursive: true });
  await writeFile(join(half, 'half'), 'half');
  await cleanUpAfter({ kind: 'unpack', filePath, folder });
  expect(await readdir(folder)).toEqual([]);
  // Where nobody has cleared, because the computer went off.
  await mkdir(half, { recursive: true });
  await place.service.library.unpack({ filePath }, folder);
  expect((await readdir(folder)).toSorted()).toEqual(
    ['README.txt', 'SHA256SUMS', 'backup-metadata.json', 'database.sqlite', 'files'].toSorted(),
  );
});
