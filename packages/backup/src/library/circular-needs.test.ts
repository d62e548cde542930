/** Archives that need each other: crafted ones, which nobody could delete, and honest ones, which are kept as ever. */
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupId, NeededArchive } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { putTogether, takeApart } from '../../test/crafted-increment.ts';
import { addCase, codeOf, jpegLike, office, type Office } from '../../test/office.ts';
import { dependants } from '../increment/needed-backups.ts';

type Listed = Parameters<typeof dependants>[0][number];
const idOf = (name: string): BackupId => name as BackupId;

/** A backup with the checksum `of NAME` that needs others, each by the checksum that it claims for them. */
const listed = (name: string, needs: Readonly<Record<string, string>> = {}): Listed =>
  ({
    backupId: idOf(name),
    checksum: `of ${name}`,
    metadata: {
      increment: {
        needs: Object.entries(needs).map(
          ([backupId, checksum]) => ({ backupId, checksum }) as unknown as NeededArchive,
        ),
      },
    },
  }) as Listed;

const rightly = (name: string): Record<string, string> => ({ [name]: `of ${name}` });
const wrongly = (name: string): Record<string, string> => ({ [name]: 'of another' });

test.each<[string, readonly Listed[], Record<string, readonly string[]>]>([
  [
    'a row of increments',
    [listed('a'), listed('b', rightly('a')), listed('c', rightly('b'))],
    { a: ['b'], b: ['c'] },
  ],
  [
    'a wrong checksum without a circle still needs it',
    [listed('a'), listed('b', wrongly('a'))],
    { a: ['b'] },
  ],
  ['two that need each other', [listed('a', wrongly('b')), listed('b', rightly('a'))], { a: ['b'] }],
  ['two of which neither has the right checksum', [listed('a', wrongly('b')), listed('b', wrongly('a'))], {}],
  [
    'three in a circle, and an honest one on them',
    [
      listed('a', wrongly('c')),
      listed('b', rightly('a')),
      listed('c', rightly('b')),
      listed('d', rightly('c')),
    ],
    { a: ['b'], b: ['c'], c: ['d'] },
  ],
  ['one that needs itself', [listed('a', rightly('a'))], {}],
  ['a need that is not in the list', [listed('a', rightly('gone'))], { gone: ['a'] }],
])('%s', (_, backups, needed) => {
  expect(Object.fromEntries(dependants(backups))).toEqual(needed);
});

const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Two increments, each of which leaves a document to the other one, in the list as their files say. */
async function circle(): Promise<{ place: Office; ids: readonly BackupId[] }> {
  const place = await office({ cases: 400, documents: [jpegLike('scan', 40_000)] });
  const full = await place.service.exports.exportNow();
  const papers = [jpegLike('one', 9_000), jpegLike('other', 9_000)] as const;
  await place.session.use((practice) => addCase(place.paths, practice, 'CS 8/2027', papers));
  const made = [await place.service.exports.exportNow({ base: full.backupId })];
  made.push(await place.service.exports.exportNow({ base: full.backupId }));
  for (const [index, { backupId, filePath }] of made.entries()) {
    const parts = await takeApart(filePath);
    const needed = made[1 - index]!.backupId;
    const left = sum(papers[index]!);
    const own = `${left} 9000 ${backupId}`;
    const places = parts.entries.get('DOCUMENTS')!.toString();
    expect(places).toContain(own);
    const need = { ...parts.metadata.increment!.needs[0]!, backupId: needed, fileName: nameOf(1 - index) };
    const change = {
      entries: {
        DOCUMENTS: Buffer.from(places.replace(own, `${left} 9000 ${needed}`)),
        [`files/${left.slice(0, 2)}/${left}`]: null,
      },
      increment: { needs: [...parts.metadata.increment!.needs, need], addedDocuments: 1 },
    };
    await writeFile(join(place.paths.backups, nameOf(index)), putTogether(parts, change));
  }
  for (const { backupId, filePath } of made) {
    await place.catalog.forgetBackup(backupId);
    await rm(filePath);
    await rm(`${filePath}.sha256`);
  }
  expect(await place.service.library.rebuild()).toMatchObject({ added: 2, unreadable: [] });
  return { place, ids: made.map(({ backupId }) => backupId) };
}

const nameOf = (index: number): string => `crafted ${index}.zip`;

test('crafted archives that need each other can be deleted, and what they lean on after them', async () => {
  const { place, ids } = await circle();
  const backups = await place.service.library.list();
  expect(backups.map(({ backupId }) => backupId)).toEqual(expect.arrayContaining([...ids]));
  const full = backups.find(({ kind }) => kind === 'full')!;
  expect(await codeOf(place.service.library.delete(full.backupId))).toBe('BACKUP_NEEDED');
  for (const backupId of ids) await place.service.library.delete(backupId);
  await place.service.library.delete(full.backupId);
  expect(await place.service.library.list()).toEqual([]);
  await expect(readFile(full.filePath)).rejects.toMatchObject({ code: 'ENOENT' });
});
