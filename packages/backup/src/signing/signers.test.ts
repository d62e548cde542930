/** Whose backup it is: signed by this installation, by another one, by nobody, or changed since. */
import { execFile } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BackupMetadata } from '@causebook/contracts';
import { profilePaths } from '@causebook/data';
import { expect, test } from 'vitest';
import { craftBackup, craftZip } from '../../test/crafted-zip.ts';
import { codeOf, office, tempFolder, type Office } from '../../test/office.ts';
import { metadataText, publicKeyText, signMetadata } from '../archive/signature.ts';
import { signingKeyPath } from './signing-key.ts';

const run = promisify(execFile);
const today = '2026-11-20';

const unpacked = async (place: Office, filePath: string): Promise<string> => {
  const folder = join(await tempFolder(), 'unpacked');
  await place.service.library.unpack({ filePath }, folder);
  return folder;
};
const metadataIn = async (folder: string): Promise<BackupMetadata> =>
  JSON.parse(await readFile(join(folder, 'backup-metadata.json'), 'utf8')) as BackupMetadata;
const signatureOf = async (place: Office, filePath: string) =>
  (await place.service.restores.preview({ filePath }, 'test', today)).preview.signature;

/** The same practice in a backup that somebody who knows the format has made anew: every sum and the seal are right. */
async function remade(
  place: Office,
  filePath: string,
  change: (honest: BackupMetadata, then: BackupMetadata) => object | string,
): Promise<string> {
  const folder = await unpacked(place, filePath);
  const database = { name: 'database.sqlite', content: await readFile(join(folder, 'database.sqlite')) };
  const then = await metadataIn(folder);
  const { createdAt: _, checksum: __, seal: ___, signature: ____, signedBy: _____, ...said } = then;
  const entries = craftBackup([database], { metadata: said });
  const changed = change(JSON.parse(entries.at(-1)!.content.toString()) as BackupMetadata, then);
  const text = typeof changed === 'string' ? changed : metadataText(changed);
  const target = join(await tempFolder(), 'remade.zip');
  const metadata = { name: 'backup-metadata.json', content: Buffer.from(text) };
  await writeFile(target, craftZip([...entries.slice(0, -1), metadata]));
  return target;
}

const keep = (honest: BackupMetadata, { signature, signedBy }: BackupMetadata): object => ({
  ...honest,
  signature,
  signedBy,
});
const otherKey = generateKeyPairSync('ed25519').privateKey;

test('a backup is signed by the office that made it, and says so wherever it is looked at', async () => {
  const place = await office();
  const { filePath, backupId, metadata } = await place.service.exports.exportNow();
  const { verdict, key } = await signatureOf(place, filePath);
  expect(verdict).toBe('this-office');
  expect(key).toMatch(/^([0-9a-f]{4} ){3}[0-9a-f]{4}$/);
  const { message, report } = await place.service.proofs.verify({ backupId });
  expect(message).toMatch(/ Made by this office, and unchanged since\.$/);
  expect(report.signature).toEqual({ verdict, key });
  expect(await place.service.library.get(backupId)).toMatchObject({ signature: { verdict, key } });
  expect(metadata.signedBy).toBe(
    publicKeyText(createPrivateKey(await readFile(signingKeyPath(place.paths), 'utf8'))),
  );
  await place.service.restores.restore({ backupId }, null);
});

test('the private key is for this account only, and in no backup', async () => {
  const place = await office();
  const { filePath } = await place.service.exports.exportNow();
  expect((await stat(signingKeyPath(place.paths))).mode & 0o777).toBe(0o600);
  expect((await stat(place.paths.identity)).mode & 0o777).toBe(0o700);
  expect((await readFile(filePath)).includes('PRIVATE KEY')).toBe(false);
  await chmod(signingKeyPath(place.paths), 0o644);
  await place.service.exports.exportNow();
  expect((await stat(signingKeyPath(place.paths))).mode & 0o777).toBe(0o600);
});

test('another office is told from this one, and a copied profile is the same one', async () => {
  const here = await office();
  const there = await office();
  const { filePath } = await here.service.exports.exportNow();
  expect(await signatureOf(there, filePath)).toMatchObject({ verdict: 'another-office' });
  await there.service.exports.exportNow();
  expect(await signatureOf(there, filePath)).toMatchObject({ verdict: 'another-office' });
  const copy = await tempFolder();
  await mkdir(profilePaths(copy).identity);
  await cp(here.paths.identity, profilePaths(copy).identity, { recursive: true });
  const copied = await office({ folder: copy });
  expect(await signatureOf(copied, filePath)).toMatchObject({ verdict: 'this-office' });
  await there.service.restores.restore({ filePath }, null);
});

const changes: readonly (readonly [
  string,
  (honest: BackupMetadata, then: BackupMetadata) => object | string,
])[] = [
  ['with the old signature', keep],
  ['with a practice of another name', (honest, then) => ({ ...keep(honest, then), practiceName: 'Other' })],
  [
    'signed by one, said to be of another',
    (honest, then) => ({ ...signMetadata(honest, otherKey), signedBy: then.signedBy }),
  ],
  ['with a signature and no key', (honest) => ({ ...honest, signature: 'A'.repeat(86) + '==' })],
  ['with a key and no signature', (honest, then) => ({ ...honest, signedBy: then.signedBy })],
  ['with a key that is none', (honest) => ({ ...signMetadata(honest, otherKey), signedBy: 'AAAA' })],
  [
    'with a field hidden in the line of the signature',
    (honest) =>
      metadataText(signMetadata(honest, otherKey)).replace(/("signature": "[^"]+",)/, '$1 "name": "x",'),
  ],
  [
    'with a name that comes twice',
    (honest) =>
      metadataText(signMetadata(honest, otherKey)).replace('{\n', '{\n  "format": "causebook-backup",\n'),
  ],
  ['written in another way', (honest) => JSON.stringify(signMetadata(honest, otherKey))],
];

test.each(changes)('one that was made anew %s is changed, and never restored unasked', async (_, change) => {
  const place = await office();
  const { filePath, backupId } = await place.service.exports.exportNow();
  const forged = await remade(place, filePath, change);
  const before = await place.digest();
  expect(await signatureOf(place, forged)).toMatchObject({ verdict: 'changed' });
  expect(await codeOf(place.service.proofs.verify({ filePath: forged }))).toBe('CHANGED_SINCE_MADE');
  const states = await readdir(place.paths.generations);
  expect(await codeOf(place.service.restores.restore({ filePath: forged }, null))).toBe('CHANGED_SINCE_MADE');
  const { preview } = await place.service.restores.preview({ filePath: forged }, 'me', today);
  const confirmation = { token: preview.confirmationToken, owner: 'me' };
  expect(await codeOf(place.service.restores.restore({ filePath: forged }, confirmation))).toBe(
    'CHANGED_SINCE_MADE',
  );
  expect(await readdir(place.paths.generations)).toEqual(states);
  expect(await place.digest()).toBe(before);
  await place.service.restores.restore({ filePath: forged }, null, { acceptsChanged: true });
  expect((await place.service.restorePoints.list()).length).toBe(1);
  await place.service.proofs.verify({ backupId });
});

test('one that was made anew is not taken onto the list when backups are looked for', async () => {
  const place = await office();
  const { filePath, backupId } = await place.service.exports.exportNow();
  const forged = await remade(place, filePath, keep);
  await place.service.library.delete(backupId);
  await cp(forged, filePath);
  const { added, unreadable } = await place.service.library.rebuild();
  expect({ added, unreadable }).toEqual({ added: 0, unreadable: [expect.stringContaining('changed')] });
  expect(await place.service.library.list()).toEqual([]);
});

test('one whose signature was taken away is not taken for a listed backup that was moved', async () => {
  const place = await office();
  const { filePath } = await place.service.exports.exportNow();
  const stripped = await remade(place, filePath, (honest) => honest);
  await cp(stripped, join(place.paths.backups, 'causebook-moved.zip'));
  await rm(filePath);
  const { added, unreadable } = await place.service.library.rebuild();
  expect({ added, unreadable }).toEqual({ added: 0, unreadable: [expect.stringContaining('changed')] });
  expect(await place.service.library.list()).toMatchObject([{ filePath, fileState: 'missing' }]);
});

test('a signature that was taken away is told where the backup is known, and as “not signed” elsewhere', async () => {
  const here = await office();
  const there = await office();
  const { filePath } = await here.service.exports.exportNow();
  const stripped = await remade(here, filePath, (honest) => honest);
  expect(await signatureOf(here, stripped)).toMatchObject({ verdict: 'changed' });
  expect(await codeOf(here.service.proofs.verify({ filePath: stripped }))).toBe('CHANGED_SINCE_MADE');
  const states = await readdir(here.paths.generations);
  expect(await codeOf(here.service.restores.restore({ filePath: stripped }, null))).toBe(
    'CHANGED_SINCE_MADE',
  );
  expect(await readdir(here.paths.generations)).toEqual(states);
  expect(await signatureOf(there, stripped)).toEqual({ verdict: 'not-signed', key: null });
  const { message } = await there.service.proofs.verify({ filePath: stripped });
  expect(message).toMatch(/ Not signed: it cannot be told who made it/);
});

test('a changed copy does not take the place of the backup in the list whose disk is away', async () => {
  const here = await office();
  const { filePath, backupId } = await here.service.exports.exportNow();
  const stripped = await remade(here, filePath, (honest) => honest);
  await rename(filePath, join(await tempFolder(), 'away.zip'));
  await cp(stripped, join(here.paths.backups, 'found.zip'));
  const { added, unreadable } = await here.service.library.rebuild();
  expect({ added, unreadable }).toEqual({ added: 0, unreadable: [expect.stringContaining('found.zip')] });
  expect(await here.service.library.get(backupId)).toMatchObject({ filePath, fileState: 'missing' });
});

test('one that is signed anew with another key is of another office', async () => {
  const place = await office();
  const { filePath } = await place.service.exports.exportNow();
  const signedAnew = await remade(place, filePath, (honest) => signMetadata(honest, otherKey));
  expect(await signatureOf(place, signedAnew)).toMatchObject({ verdict: 'another-office' });
});

test('a key that is lost or damaged costs nothing: a new one is made, and earlier backups are still of this office', async () => {
  const troubles: string[] = [];
  const place = await office({ parts: { onTrouble: (what) => troubles.push(what) } });
  const first = await place.service.exports.exportNow();
  await rm(signingKeyPath(place.paths));
  const second = await place.service.exports.exportNow();
  await writeFile(signingKeyPath(place.paths), 'no key at all\n');
  const third = await place.service.exports.exportNow();
  expect(new Set([first, second, third].map(({ metadata }) => metadata.signedBy)).size).toBe(3);
  for (const { filePath } of [first, second, third])
    expect(await signatureOf(place, filePath)).toMatchObject({ verdict: 'this-office' });
  expect((await readdir(place.paths.identity)).filter((name) => name.includes('damaged'))).toHaveLength(1);
  expect(troubles).toEqual(['reading the signing key']);
});

test('without a key that can be read there still is a backup, and it says that it is not signed', async () => {
  const troubles: string[] = [];
  const place = await office({ parts: { onTrouble: (what) => troubles.push(what) } });
  await mkdir(signingKeyPath(place.paths), { recursive: true });
  const { filePath, metadata, warnings, message } = await place.service.exports.exportNow();
  expect(metadata.signedBy).toBeUndefined();
  expect(warnings).toEqual(['It is not signed, because the key of this office could not be read.']);
  expect(message).toContain('It is not signed');
  expect(troubles).toEqual(['getting the signing key ready']);
  expect(await signatureOf(place, filePath)).toEqual({ verdict: 'not-signed', key: null });
});

test('a backup without metadata is not signed', async () => {
  const place = await office();
  const { filePath, warnings } = await place.service.exports.exportNow({ includeMetadata: false });
  expect(warnings).toEqual([]);
  expect(await signatureOf(place, filePath)).toEqual({ verdict: 'not-signed', key: null });
});

test('the signature is checked with stock tools, by the commands of the format page', async () => {
  const place = await office();
  const { filePath } = await place.service.exports.exportNow();
  const folder = await unpacked(place, filePath);
  const page = await readFile(join(import.meta.dirname, '../../../../docs/backup-format.md'), 'utf8');
  const commands = /<!-- signature -->\s*```sh\n([\s\S]*?)```/.exec(page)?.[1];
  expect(commands).toContain('openssl pkeyutl -verify');
  const check = () => run('sh', ['-e', '-c', commands!], { cwd: folder });
  expect((await check()).stdout).toContain('Signature Verified Successfully');
  const path = join(folder, 'backup-metadata.json');
  await writeFile(path, (await readFile(path, 'utf8')).replace('"caseCount": 2', '"caseCount": 3'));
  await expect(check()).rejects.toMatchObject({ code: 1 });
});
