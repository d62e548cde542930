/** What a window may name — files, spreadsheets, confirmations — over the real handlers, on every channel that names one. */
import { appendFileSync, copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImportReading, type Channel } from '@causebook/contracts';
import { allChannels, inputShapes, partsOf } from '@causebook/contracts/input-shape';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HandlerContext } from '../ipc.ts';
import { openTestOffice, type TestOffice } from './test-office.ts';

const electron = vi.hoisted(() => ({
  dialog: {
    showOpenDialog: vi.fn(async () => ({ canceled: true, filePaths: [] as string[] })),
    showMessageBox: vi.fn(async (..._: unknown[]) => ({ response: 1 })),
  },
}));
vi.mock('electron', () => ({ ...electron, ipcMain: {}, shell: {}, BrowserWindow: {} }));

const context: HandlerContext = { window: {} as BrowserWindow, webContentsId: 1 };
const otherWindow: HandlerContext = { ...context, webContentsId: 2 };
const MINUTE = 60_000;

let clock: number;
let office: TestOffice;
beforeEach(async () => {
  vi.clearAllMocks();
  clock = Date.parse('2026-05-04T09:00:00Z');
  office = await openTestOffice(() => new Date(clock));
});
afterEach(() => office.close());

type AnyHandler = (input: unknown, context: HandlerContext) => Promise<unknown>;
const call = (channel: Channel, input: unknown, from = context): Promise<unknown> =>
  (office.handlers[channel] as AnyHandler)(input, from);
const refusedWith = (name: string) => expect.objectContaining({ code: name });

const naming = (part: string): readonly Channel[] =>
  allChannels.filter((channel) =>
    inputShapes(channel)
      .flatMap((shape) => partsOf(shape))
      .some(({ place }) => place.at(-1) === part),
  );

/** Paths come from the preload script here, and are read only; see docs/security.md. */
const drops: readonly Channel[] = ['documents:addDropped', 'import:acceptDrop', 'backup:acceptDrop'];
const needGrant: readonly Channel[] = ['backup:verify', 'backup:previewRestore', 'backup:restoreFromZip'];
const needConfirmation: readonly Channel[] = ['backup:restoreFromZip', 'recovery:repair'];
const needKey: readonly Channel[] = ['import:preview', 'import:run'];

test('these channels, and no others, take a path, a key or a confirmation', () => {
  expect(naming('filePath').toSorted()).toEqual([...drops, ...needGrant].toSorted());
  expect(naming('importKey').toSorted()).toEqual(needKey.toSorted());
  expect(naming('confirmationToken')).toEqual([...needConfirmation]);
  const others = allChannels
    .flatMap((channel) => inputShapes(channel).flatMap((shape) => partsOf(shape)))
    .map(({ place }) => String(place.at(-1)))
    .filter((name) => /(path|folder|file|url|token|key)$/i.test(name));
  // `key` is of something that looks wrong with the backups, and stands for nothing else.
  expect(naming('key')).toEqual(['backup:acceptSuspicion']);
  expect(new Set(others)).toEqual(new Set(['filePath', 'importKey', 'confirmationToken', 'key']));
});

/** The archive of a backup at a place that is not on the list. */
async function archiveElsewhere(): Promise<string> {
  const path = join(office.folder, 'elsewhere.zip');
  copyFileSync((await office.handlers['backup:exportNow']({}, context)).filePath, path);
  return path;
}

describe.each(needGrant)('%s refuses a path', (channel) => {
  test('that nobody gave', async () => {
    const filePath = await archiveElsewhere();
    for (const path of [filePath, '/etc/passwd', '../x.zip', join(office.profile.paths.backups, 'x.zip')])
      await expect(call(channel, { filePath: path })).rejects.toEqual(refusedWith('PERMISSION_DENIED'));
  });

  test('that was given to another window, for another purpose, or spelt another way', async () => {
    const filePath = await archiveElsewhere();
    await call('backup:acceptDrop', { filePath }, otherWindow);
    await expect(call(channel, { filePath })).rejects.toEqual(refusedWith('PERMISSION_DENIED'));
    await call('import:acceptDrop', { filePath }).catch(() => {});
    await expect(call(channel, { filePath })).rejects.toEqual(refusedWith('PERMISSION_DENIED'));
    await call('backup:acceptDrop', { filePath });
    const other = `${office.folder}/./elsewhere.zip`;
    await expect(call(channel, { filePath: other })).rejects.toEqual(refusedWith('PERMISSION_DENIED'));
  });

  test('that was given too long ago, or of a file that has changed', async () => {
    const filePath = await archiveElsewhere();
    await call('backup:acceptDrop', { filePath });
    clock += 15 * MINUTE;
    await expect(call(channel, { filePath })).rejects.toEqual(refusedWith('CONFIRMATION_EXPIRED'));
    await call('backup:acceptDrop', { filePath });
    appendFileSync(filePath, 'x');
    await expect(call(channel, { filePath })).rejects.toEqual(refusedWith('CONFIRMATION_EXPIRED'));
  });
});

describe('a confirmation', () => {
  async function previewed() {
    const { backupId, filePath } = await office.handlers['backup:exportNow']({}, context);
    const { preview } = await office.handlers['backup:previewRestore']({ backupId }, context);
    return { backupId, filePath, confirmationToken: preview.confirmationToken };
  }
  const restore = (input: object, from = context) => call('backup:restoreFromZip', input, from);
  const expired = refusedWith('CONFIRMATION_EXPIRED');

  test('that was never given is refused', async () => {
    const { backupId } = await previewed();
    for (const confirmationToken of ['', 'x', '__proto__', '01890000-0000-7000-8000-000000000000'])
      await expect(restore({ backupId, confirmationToken })).rejects.toEqual(expired);
    expect(electron.dialog.showMessageBox).not.toHaveBeenCalled();
  });

  test('of another window, of another backup, or used already is refused, and used up by trying', async () => {
    const first = await previewed();
    const { backupId, confirmationToken } = first;
    await expect(restore({ backupId, confirmationToken }, otherWindow)).rejects.toEqual(expired);
    await expect(restore({ backupId, confirmationToken })).rejects.toEqual(expired);
    clock += 2000;
    const second = await previewed();
    await expect(restore({ ...second, filePath: undefined, backupId: first.backupId })).rejects.toEqual(
      expired,
    );
  });

  test('that is older than 15 minutes is refused', async () => {
    const { backupId, confirmationToken } = await previewed();
    clock += 15 * MINUTE;
    await expect(restore({ backupId, confirmationToken })).rejects.toEqual(expired);
  });

  test('does not cover a file that was exchanged meanwhile', async () => {
    const { backupId, filePath, confirmationToken } = await previewed();
    const live = office.profile.session.present;
    clock += 2000;
    const other = await office.handlers['backup:exportNow']({}, context);
    copyFileSync(other.filePath, filePath);
    await expect(restore({ backupId, confirmationToken })).rejects.toThrow();
    expect(office.profile.session.present).toBe(live);
  });
});

describe('a confirmation of a repair', () => {
  const choice = { way: 'salvage' };
  const repair = (confirmationToken: string) => call('recovery:repair', { choice, confirmationToken });
  const examined = async (from = context) =>
    (await office.handlers['recovery:examine'](undefined, from)).examination.confirmationToken;
  const expired = refusedWith('CONFIRMATION_EXPIRED');
  const expectUntouched = async (work: Promise<unknown>): Promise<void> => {
    const live = office.profile.session.present;
    await expect(work).rejects.toEqual(expired);
    expect(office.profile.session.present).toBe(live);
  };

  test('that was never given, of another window or too old is refused', async () => {
    for (const token of ['', 'x', '__proto__']) await expectUntouched(repair(token));
    await expectUntouched(repair(await examined(otherWindow)));
    const token = await examined();
    clock += 15 * MINUTE;
    await expectUntouched(repair(token));
  });

  test('of a restore is none', async () => {
    const { backupId } = await office.handlers['backup:exportNow']({}, context);
    const { preview } = await office.handlers['backup:previewRestore']({ backupId }, context);
    await expectUntouched(repair(preview.confirmationToken));
  });

  test('is used up by a repair', async () => {
    const token = await examined();
    await repair(token);
    await expectUntouched(repair(token));
  });
});

test.each(needKey)('%s refuses a key that is unknown, of another window or too old', async (channel) => {
  const filePath = join(office.folder, 'cases.csv');
  writeFileSync(filePath, 'Case no,Title\n1,Rao v. Iyer\n');
  const { importKey } = await office.handlers['import:acceptDrop']({ filePath }, otherWindow);
  const input = { reading: ImportReading.parse({}), mapping: { title: 1 }, duplicates: 'skip' };
  const refused = expect.objectContaining({
    code: expect.stringMatching(/^(PERMISSION_DENIED|CONFIRMATION_EXPIRED|NOT_FOUND)$/),
  });
  for (const key of [importKey, 'constructor', '/etc/passwd', filePath])
    await expect(call(channel, { ...input, importKey: key })).rejects.toEqual(refused);
  clock += 15 * MINUTE;
  await expect(call(channel, { ...input, importKey }, otherWindow)).rejects.toEqual(refused);
});
