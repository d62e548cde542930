/** What is left of a task whose process was ended, and what must stay. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cleanUpAfter } from './clean-up.ts';
import type { EngineTask } from './tasks.ts';

let profile: string;
beforeEach(() => (profile = mkdtempSync(join(tmpdir(), 'causebook-clean-'))));
afterEach(() => rmSync(profile, { recursive: true }));

function put(...path: string[]): void {
  const file = join(profile, ...path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, 'x');
}
const task = (fields: object) => fields as EngineTask;
const id = 'g-20260504T100000Z-00000001';

test('an export leaves no partial archive and no workspace; backups and the work of others stay', async () => {
  put('backups', '.causebook-1.zip.partial');
  put('backups', '.causebook-of-another-profile.zip.partial');
  put('backups', 'causebook-0.zip');
  put('temp', 'export-a', 'database.sqlite');
  put('temp', 'document-b');
  await cleanUpAfter(exportTask());
  expect(readdirSync(join(profile, 'backups'))).toEqual([
    '.causebook-of-another-profile.zip.partial',
    'causebook-0.zip',
  ]);
  expect(readdirSync(join(profile, 'temp'))).toEqual(['document-b']);
});

const exportTask = (): EngineTask =>
  task({
    kind: 'export',
    profile,
    backupId: 'a',
    destination: join(profile, 'backups'),
    fileName: 'causebook-1.zip',
  });

test('an export that was ended when its archive had its name already leaves no archive that nobody was told of', async () => {
  put('backups', 'causebook-0.zip');
  put('backups', 'causebook-1.zip');
  put('backups', 'causebook-1.zip.sha256');
  put('temp', 'publishing-a');
  await cleanUpAfter(exportTask());
  expect(readdirSync(join(profile, 'backups'))).toEqual(['causebook-0.zip']);
  expect(readdirSync(join(profile, 'temp'))).toEqual([]);
});

test('an export that failed because its name was taken leaves that file alone', async () => {
  put('backups', 'causebook-1.zip');
  put('backups', 'causebook-1.zip.sha256');
  await cleanUpAfter(exportTask());
  expect(readdirSync(join(profile, 'backups'))).toEqual(['causebook-1.zip', 'causebook-1.zip.sha256']);
});

test('a restore leaves no half-built generation, and the others stay', async () => {
  put('data', 'generations', id, 'database.sqlite');
  put('data', 'generations', 'g-20260504T100000Z-00000002', 'database.sqlite');
  await cleanUpAfter(task({ kind: 'stage', profile, generationId: id }));
  expect(readdirSync(join(profile, 'data', 'generations'))).toEqual(['g-20260504T100000Z-00000002']);
});

test('a generation that CURRENT names is never removed', async () => {
  put('data', 'generations', id, 'database.sqlite');
  writeFileSync(join(profile, 'data', 'CURRENT'), `${id}\n`);
  await cleanUpAfter(task({ kind: 'stage', profile, generationId: id }));
  expect(existsSync(join(profile, 'data', 'generations', id, 'database.sqlite'))).toBe(true);
});

test('an unpacking leaves nothing of its own in the folder of the person, and what was there stays', async () => {
  const folder = join(profile, 'chosen');
  put('chosen', '.causebook-unpacking', 'files', 'half');
  put('chosen', 'put there meanwhile');
  await cleanUpAfter(task({ kind: 'unpack', filePath: '/a.zip', folder }));
  expect(readdirSync(folder)).toEqual(['put there meanwhile']);
});

test('a look at what is new leaves no workspace', async () => {
  put('temp', 'detect-d', 'now.sqlite');
  put('temp', 'detect-e', 'now.sqlite');
  await cleanUpAfter(task({ kind: 'detect', profile, operationId: 'd' }));
  expect(readdirSync(join(profile, 'temp'))).toEqual(['detect-e']);
});

test('a preview leaves no workspace, and where there is nothing nothing happens', async () => {
  put('temp', 'preview-p', 'database.sqlite');
  await cleanUpAfter(task({ kind: 'preview', profile, operationId: 'p' }));
  await cleanUpAfter(task({ kind: 'preview', profile, operationId: 'p' }));
  await cleanUpAfter(task({ kind: 'verify', filePath: '/a.zip' }));
  expect(readdirSync(join(profile, 'temp'))).toEqual([]);
});
