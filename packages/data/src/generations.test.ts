/** Generations: which state of the practice is live, and what a start does with what it finds. */
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GenerationId } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { now, tempProfile } from '../test/profile.ts';
import {
  beginGeneration,
  completeGeneration,
  dropGeneration,
  flipGeneration,
  listGenerations,
  liveGeneration,
  newGenerationId,
} from './generations.ts';
import { closePractice, completeLiveGeneration, createPractice, openPractice } from './practice.ts';
import { prepareProfile } from './profile.ts';
import { noCounts } from './counts.ts';
import { generationFolder, type ProfilePaths } from './profile-paths.ts';

async function secondGeneration(paths: ProfilePaths, parent: GenerationId): Promise<GenerationId> {
  const id = newGenerationId(new Date(now.getTime() + 60_000));
  const folder = await beginGeneration(paths, id);
  await writeFile(folder.database, await readFile(generationFolder(paths, parent).database));
  await completeGeneration(paths, {
    format: 1,
    id,
    reason: 'restored',
    createdAt: now.toISOString(),
    parent,
    label: 'Restored from x.zip',
    backupId: null,
    counts: noCounts,
    databaseVersion: 1,
  });
  return id;
}

test('a new profile has no practice until one is made, and only one can be', async () => {
  const paths = await tempProfile();
  await prepareProfile(paths);
  expect(await liveGeneration(paths)).toBeNull();
  await expect(openPractice(paths)).rejects.toMatchObject({ code: 'PRACTICE_MISSING' });
  const id = await createPractice(paths, { now, name: 'Office' });
  expect(await liveGeneration(paths)).toBe(id);
  expect(await readFile(paths.current, 'utf8')).toBe(`${id}\n`);
  await expect(createPractice(paths, { now, name: 'Office' })).rejects.toMatchObject({
    code: 'PRACTICE_NOT_EMPTY',
  });
});

test('a flip makes another complete generation the live one, and back', async () => {
  const paths = await tempProfile();
  const first = await createPractice(paths, { now, name: '' });
  const second = await secondGeneration(paths, first);
  expect(await liveGeneration(paths)).toBe(first);
  await flipGeneration(paths, second);
  expect(await liveGeneration(paths)).toBe(second);
  await flipGeneration(paths, first);
  expect(await liveGeneration(paths)).toBe(first);
});

test('a start drops generations that were never finished, and never the live one', async () => {
  const paths = await tempProfile();
  const first = await createPractice(paths, { now, name: '' });
  await rm(generationFolder(paths, first).marker);
  const unfinished = newGenerationId(now);
  await writeFile((await beginGeneration(paths, unfinished)).database, 'half');
  await mkdir(join(paths.generations, 'a folder of somebody'));
  expect((await prepareProfile(paths)).unfinished).toEqual([unfinished]);
  expect(await readdir(paths.generations)).toEqual(['a folder of somebody', first]);
  const practice = await openPractice(paths);
  await completeLiveGeneration(paths, practice, now);
  closePractice(practice);
  expect((await listGenerations(paths)).complete.map(({ id }) => id)).toEqual([first]);
});

test.each([
  ['missing', async (paths: ProfilePaths) => rm(paths.current)],
  ['empty', async (paths: ProfilePaths) => writeFile(paths.current, '')],
  ['rubbish', async (paths: ProfilePaths) => writeFile(paths.current, '../../etc\n')],
  [
    'the name of a generation that is not there',
    async (paths: ProfilePaths) => writeFile(paths.current, 'g-20200101T000000Z-00000000\n'),
  ],
])(
  'a CURRENT that is %s beside generations is refused in words, and nothing is touched',
  async (_, damage) => {
    const paths = await tempProfile();
    const first = await createPractice(paths, { now, name: '' });
    await secondGeneration(paths, first);
    await damage(paths);
    const before = await readdir(paths.generations);
    await prepareProfile(paths);
    await expect(openPractice(paths)).rejects.toMatchObject({
      code: 'PRACTICE_UNREADABLE',
      message: expect.stringContaining(first),
    });
    await expect(createPractice(paths, { now, name: '' })).rejects.toMatchObject({
      code: 'PRACTICE_UNREADABLE',
    });
    expect(await readdir(paths.generations)).toEqual(before);
  },
);

test('a start that was cut off before its first CURRENT begins again', async () => {
  const paths = await tempProfile();
  await writeFile((await beginGeneration(paths, newGenerationId(now))).database, 'half');
  await prepareProfile(paths);
  const id = await createPractice(paths, { now, name: '' });
  expect(await liveGeneration(paths)).toBe(id);
});

test('a restore point can be dropped, the live state cannot', async () => {
  const paths = await tempProfile();
  const first = await createPractice(paths, { now, name: '' });
  const second = await secondGeneration(paths, first);
  await expect(dropGeneration(paths, first)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await dropGeneration(paths, second);
  expect(await readdir(paths.generations)).toEqual([first]);
});

test('a start keeps a restore point whose marker cannot be understood', async () => {
  const paths = await tempProfile();
  const first = await createPractice(paths, { now, name: '' });
  const second = await secondGeneration(paths, first);
  await writeFile(generationFolder(paths, second).marker, '{"format": 2}');
  expect((await prepareProfile(paths)).unfinished).toEqual([]);
  expect(await readdir(paths.generations)).toContain(second);
  await rm(generationFolder(paths, first).marker);
  await writeFile(generationFolder(paths, first).marker, '\0\0\0');
  await rm(paths.current);
  await prepareProfile(paths);
  await expect(createPractice(paths, { now, name: '' })).rejects.toMatchObject({
    code: 'PRACTICE_UNREADABLE',
    message: expect.stringContaining(second),
  });
  expect(await readdir(paths.generations)).toEqual([first, second].toSorted());
});

test('a folder of backups that cannot be read keeps nobody from the practice', async () => {
  const paths = await tempProfile();
  const first = await createPractice(paths, { now, name: '' });
  await writeFile(paths.backups, 'a file where the folder was');
  await prepareProfile(paths);
  expect(await liveGeneration(paths)).toBe(first);
});

test('a start clears an archive that never got its name together with its checksum file', async () => {
  const paths = await tempProfile();
  await mkdir(paths.backups, { recursive: true });
  for (const name of ['.causebook-b.zip.partial', 'causebook-b.zip.sha256'])
    await writeFile(join(paths.backups, name), 'x');
  for (const name of ['causebook-a.zip', 'causebook-a.zip.sha256', '.causebook-a.zip.partial'])
    await writeFile(join(paths.backups, name), 'x');
  await prepareProfile(paths);
  expect(await readdir(paths.backups)).toEqual(['causebook-a.zip', 'causebook-a.zip.sha256']);
});

test('a marker of the live state that cannot be understood is not written over', async () => {
  const paths = await tempProfile();
  const id = await createPractice(paths, { now, name: '' });
  const { marker } = generationFolder(paths, id);
  await writeFile(marker, '{ "format": 2 }');
  const practice = await openPractice(paths);
  await completeLiveGeneration(paths, practice, now);
  closePractice(practice);
  expect(await readFile(marker, 'utf8')).toBe('{ "format": 2 }');
});
