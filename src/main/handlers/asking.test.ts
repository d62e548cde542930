/** What cannot be undone is asked about natively; what replaces the practice happens only so often. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImportReading, type GenerationId } from '@causebook/contracts';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HandlerContext } from '../ipc.ts';
import { openTestOffice, type TestOffice } from './test-office.ts';

const electron = vi.hoisted(() => ({ dialog: { showMessageBox: vi.fn() } }));
vi.mock('electron', () => ({ ...electron, ipcMain: {}, shell: {}, BrowserWindow: {} }));

const box = electron.dialog.showMessageBox;
const context: HandlerContext = { window: {} as BrowserWindow, webContentsId: 1 };
const code = (name: string) => expect.objectContaining({ code: name });

let clock: number;
let office: TestOffice;
let handlers: TestOffice['handlers'];
beforeEach(async () => {
  box.mockReset();
  box.mockResolvedValue({ response: 1 });
  clock = Date.parse('2026-05-04T09:00:00Z');
  office = await openTestOffice(() => new Date(clock));
  ({ handlers } = office);
});
afterEach(() => office.close());

const agree = () => box.mockResolvedValueOnce({ response: 0 });
const question = () => box.mock.calls.at(-1)?.[1] as { message: string; detail: string; buttons: string[] };

describe('a backup', () => {
  test('is deleted only after a yes to a native question, whose Return and Escape mean no', async () => {
    const { backupId, filePath } = await handlers['backup:exportNow']({}, context);
    await expect(handlers['backup:deleteBackup']({ backupId }, context)).rejects.toEqual(code('CANCELLED'));
    expect(existsSync(filePath)).toBe(true);
    expect(question()).toMatchObject({
      message: expect.stringMatching(/^Delete the backup causebook-.*\.zip\?$/),
      detail: expect.stringContaining('This cannot be undone.\n\nIt is the only backup that you have.'),
      buttons: ['Delete backup', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
    });
    expect(box.mock.calls[0]?.[0]).toBe(context.window);
    agree();
    await handlers['backup:deleteBackup']({ backupId }, context);
    expect(existsSync(filePath)).toBe(false);
  });

  test('that is one of several is not called the only one', async () => {
    const { backupId } = await handlers['backup:exportNow']({}, context);
    clock += 60_000;
    await handlers['backup:exportNow']({}, context);
    await expect(handlers['backup:deleteBackup']({ backupId }, context)).rejects.toEqual(code('CANCELLED'));
    expect(question().detail).not.toContain('only backup');
  });

  test('that is not there is not asked about', async () => {
    const backupId = '01890000-0000-7000-8000-000000000000' as never;
    await expect(handlers['backup:deleteBackup']({ backupId }, context)).rejects.toEqual(
      code('BACKUP_NOT_FOUND'),
    );
    expect(box).not.toHaveBeenCalled();
  });

  test('that is refused is refused before anybody is asked', async () => {
    const { backupId, filePath } = await handlers['backup:exportNow']({}, context);
    const remove = () => handlers['backup:deleteBackup']({ backupId }, context);
    await handlers['backup:protect']({ backupId }, context);
    await expect(remove()).rejects.toEqual(code('PROTECTED'));
    await handlers['backup:unprotect']({ backupId }, context);

    clock += 60_000;
    const increment = await handlers['backup:exportNow']({ base: backupId }, context);
    await expect(remove()).rejects.toEqual(code('BACKUP_NEEDED'));
    agree();
    await handlers['backup:deleteBackup']({ backupId: increment.backupId }, context);
    box.mockClear();

    const verifying = handlers['backup:verify']({ backupId }, context);
    await expect(remove()).rejects.toEqual(code('BUSY'));
    await verifying;
    expect(box).not.toHaveBeenCalled();
    expect(existsSync(filePath)).toBe(true);
  });
});

describe('a restore point', () => {
  const restored = async (): Promise<GenerationId> => {
    const { backupId } = await handlers['backup:exportNow']({}, context);
    agree();
    const { restorePointId } = await handlers['backup:restoreFromZip']({ backupId }, context);
    return restorePointId!;
  };

  test('is deleted only after a yes', async () => {
    const generationId = await restored();
    await expect(handlers['backup:deleteRestorePoint']({ generationId }, context)).rejects.toEqual(
      code('CANCELLED'),
    );
    expect(question()).toMatchObject({
      message: expect.stringMatching(/^Delete the restore point of 4 May 2026/),
      detail: expect.stringContaining('Your backups are not touched.'),
    });
    expect((await handlers['backup:listRestorePoints'](undefined, context)).restorePoints).toHaveLength(1);
    agree();
    await handlers['backup:deleteRestorePoint']({ generationId }, context);
    expect((await handlers['backup:listRestorePoints'](undefined, context)).restorePoints).toEqual([]);
  });

  test('is named in the question by the name that somebody gave it', async () => {
    const { generationId } = await handlers['backup:keepRestorePoint']({ name: 'The merger' }, context);
    const remove = () => handlers['backup:deleteRestorePoint']({ generationId }, context);
    await expect(remove()).rejects.toEqual(code('CANCELLED'));
    expect(question().message).toMatch(/^Delete the restore point “The merger”, the state of 4 May 2026/);
  });

  test('that is not there, or while something else runs, is not asked about', async () => {
    const generationId = await restored();
    box.mockClear();
    const { backupId } = (await handlers['backup:listBackups'](undefined, context)).backups[0]!;
    const remove = (id = generationId) =>
      handlers['backup:deleteRestorePoint']({ generationId: id }, context);
    const verifying = handlers['backup:verify']({ backupId }, context);
    await expect(remove()).rejects.toEqual(code('BUSY'));
    await verifying;
    agree();
    await remove();
    box.mockClear();
    await expect(remove()).rejects.toEqual(code('NOT_FOUND'));
    expect(box).not.toHaveBeenCalled();
  });
});

test('an import is taken back only after a yes', async () => {
  const filePath = join(office.folder, 'cases.csv');
  writeFileSync(filePath, 'Case no,Title\n1,Rao v. Iyer\n2,Das v. Das\n');
  const { importKey } = await handlers['import:acceptDrop']({ filePath }, context);
  const { report } = await handlers['import:run'](
    {
      importKey,
      reading: ImportReading.parse({}),
      mapping: { number: 0, title: 1 },
      duplicates: 'skip',
    },
    context,
  );
  const { importId } = report;
  await expect(handlers['import:undo']({ importId }, context)).rejects.toEqual(code('CANCELLED'));
  expect(await office.profile.session.counts()).toMatchObject({ cases: 2 });
  expect(question()).toMatchObject({
    message: 'Undo the import of cases.csv?',
    detail: expect.stringContaining('2 cases. They are removed from the practice.'),
  });
  agree();
  expect(await handlers['import:undo']({ importId }, context)).toMatchObject({ removed: 2 });
  box.mockClear();
  await expect(handlers['import:undo']({ importId }, context)).rejects.toThrow();
  expect(box).not.toHaveBeenCalled();
});

describe('a page that asks too much', () => {
  test('gets one question at a time, and one that nobody answers holds up nothing else', async () => {
    const { backupId } = await handlers['backup:exportNow']({}, context);
    const answered = Promise.withResolvers<{ response: number }>();
    box.mockReturnValueOnce(answered.promise);
    const first = handlers['backup:deleteBackup']({ backupId }, context);
    await expect(handlers['backup:deleteBackup']({ backupId }, context)).rejects.toEqual(code('BUSY'));
    await vi.waitFor(() => expect(box).toHaveBeenCalledOnce());
    clock += 1000;
    await handlers['backup:exportNow']({}, context);
    await handlers['backup:verify']({ backupId }, context);
    answered.resolve({ response: 1 });
    await expect(first).rejects.toEqual(code('CANCELLED'));
    expect(box).toHaveBeenCalledOnce();
  });

  test('has a rest after five times no, for a minute', async () => {
    const { backupId } = await handlers['backup:exportNow']({}, context);
    const ask = () => handlers['backup:deleteBackup']({ backupId }, context);
    for (let time = 0; time < 5; time += 1) await expect(ask()).rejects.toEqual(code('CANCELLED'));
    await expect(ask()).rejects.toEqual(code('BUSY'));
    expect(box).toHaveBeenCalledTimes(5);
    clock += 60_000;
    await expect(ask()).rejects.toEqual(code('CANCELLED'));
  });

  test('replaces the practice twelve times in ten minutes, not more', async () => {
    const { backupId } = await handlers['backup:exportNow']({}, context);
    agree();
    await handlers['backup:restoreFromZip']({ backupId }, context);
    const live = () => office.profile.session.present;
    const goBack = async () => {
      clock += 1000;
      const { restorePoints } = await handlers['backup:listRestorePoints'](undefined, context);
      return handlers['backup:rollBack']({ generationId: restorePoints[0]!.generationId }, context);
    };
    for (let time = 1; time < 12; time += 1) await goBack();
    const before = live();
    await expect(goBack()).rejects.toEqual(code('BUSY'));
    expect(live()).toBe(before);
    clock += 10 * 60_000;
    await goBack();
    expect(live()).not.toBe(before);
  });
});
