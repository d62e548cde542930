/** The handlers over the real service, database and files; only Electron's dialogs and shell are faked. */
import { copyFileSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CaseListRequest, type BackupId } from '@causebook/contracts';
import { fillWithSample } from '@causebook/data';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HandlerContext } from '../ipc.ts';
import { openTestOffice, type TestOffice } from './test-office.ts';

const electron = vi.hoisted(() => ({
  dialog: {
    showOpenDialog: vi.fn(async () => ({ canceled: true, filePaths: [] as string[] })),
    showMessageBox: vi.fn(async (..._: unknown[]) => ({ response: 1 })),
  },
  shell: { showItemInFolder: vi.fn() },
}));
vi.mock('electron', () => ({ ...electron, ipcMain: {}, BrowserWindow: {} }));

const context: HandlerContext = { window: {} as BrowserWindow, webContentsId: 1 };
const otherWindow: HandlerContext = { ...context, webContentsId: 2 };

let office: TestOffice;
let folder: string;
let profile: TestOffice['profile'];
let handlers: TestOffice['handlers'];
let told: TestOffice['told'];

beforeEach(async () => {
  vi.clearAllMocks();
  office = await openTestOffice();
  ({ folder, profile, handlers, told } = office);
});
afterEach(() => office.close());

const code = (name: string) => expect.objectContaining({ code: name });
const backUp = () => handlers['backup:exportNow']({}, context);

/** The backup, somewhere else on the disk. */
async function archiveElsewhere(): Promise<string> {
  const path = join(folder, 'elsewhere.zip');
  copyFileSync((await backUp()).filePath, path);
  return path;
}

test('a new practice tells what it is, opens a sample once, lists its cases, and is left as it was', async () => {
  expect(await handlers['app:getInfo'](undefined, context)).toMatchObject({
    appVersion: '0.1.0',
    profilePath: profile.paths.root,
    counts: { cases: 0 },
    isBegun: false,
    isSample: false,
  });
  const [made, again] = await Promise.allSettled([
    handlers['practice:openSample'](undefined, context),
    handlers['practice:openSample'](undefined, context),
  ]);
  expect(made).toMatchObject({ status: 'fulfilled', value: { counts: { cases: 40 } } });
  expect(again).toMatchObject({ status: 'rejected', reason: code('BUSY') });
  expect(told).toEqual(['app:dataReplaced']);
  const list = await handlers['cases:list'](CaseListRequest.parse({ limit: 10 }), context);
  expect(list).toMatchObject({ total: 40, cases: { length: 10 }, message: '40 cases.' });
  expect(await handlers['app:getInfo'](undefined, context)).toMatchObject({ isBegun: true, isSample: true });
  await handlers['practice:leaveSample'](undefined, context);
  expect(told).toEqual(['app:dataReplaced', 'app:dataReplaced']);
  expect(await handlers['app:getInfo'](undefined, context)).toMatchObject({
    counts: { cases: 0, users: 0, documents: 0 },
    isBegun: false,
    isSample: false,
  });
});

test('a backup is made, listed, verified, shown and deleted', async () => {
  const { backupId, filePath } = await backUp();
  const { backups } = await handlers['backup:listBackups'](undefined, context);
  expect(backups).toMatchObject([{ backupId, filePath, fileState: 'present' }]);
  expect(await handlers['backup:verify']({ backupId }, context)).toMatchObject({ report: { backupId } });
  expect(await handlers['backup:getStatistics'](undefined, context)).toMatchObject({
    statistics: { totalBackups: 1 },
  });
  expect(await handlers['backup:getSafety'](undefined, context)).toMatchObject({
    safety: { lastBackup: { backupId } },
  });
  await handlers['backup:showInFolder']({ backupId }, context);
  expect(electron.shell.showItemInFolder).toHaveBeenCalledExactlyOnceWith(filePath);
  electron.dialog.showMessageBox.mockResolvedValueOnce({ response: 0 });
  await handlers['backup:deleteBackup']({ backupId }, context);
  await expect(handlers['backup:get']({ backupId }, context)).rejects.toEqual(code('BACKUP_NOT_FOUND'));
  expect(await handlers['backup:listHistory']({ limit: 10 }, context)).toMatchObject({
    entries: [{ kind: 'delete' }, { kind: 'verify' }, { kind: 'export' }],
  });
});

test('a backup whose file is gone is not shown', async () => {
  const { backupId, filePath } = await backUp();
  unlinkSync(filePath);
  await expect(handlers['backup:showInFolder']({ backupId }, context)).rejects.toEqual(
    code('BACKUP_NOT_FOUND'),
  );
  expect(electron.shell.showItemInFolder).not.toHaveBeenCalled();
});

describe('which files a window may name', () => {
  test('none that main did not give it', async () => {
    const filePath = await archiveElsewhere();
    for (const refused of [
      () => handlers['backup:verify']({ filePath }, context),
      () => handlers['backup:previewRestore']({ filePath }, context),
      () => handlers['backup:restoreFromZip']({ filePath, confirmationToken: 'x' }, context),
    ]) {
      await expect(refused()).rejects.toEqual(code('PERMISSION_DENIED'));
    }
  });

  test('one of the list', async () => {
    const { filePath, backupId } = await backUp();
    expect(await handlers['backup:verify']({ filePath }, otherWindow)).toMatchObject({
      report: { backupId },
    });
  });

  test('one that was picked in the dialog, in the window that asked', async () => {
    const filePath = await archiveElsewhere();
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [filePath] });
    const { archive } = await handlers['backup:pickArchive'](undefined, context);
    expect(archive).toMatchObject({ filePath, fileName: 'elsewhere.zip' });
    expect(await handlers['backup:previewRestore']({ filePath }, context)).toMatchObject({
      preview: { filePath },
    });
    await expect(handlers['backup:previewRestore']({ filePath }, otherWindow)).rejects.toEqual(
      code('PERMISSION_DENIED'),
    );
  });

  test('one that was dropped, if it is a ZIP', async () => {
    const filePath = await archiveElsewhere();
    expect(await handlers['backup:acceptDrop']({ filePath }, context)).toMatchObject({
      archive: { filePath },
    });
    const text = join(folder, 'letter.zip');
    writeFileSync(text, 'Dear Sir');
    await expect(handlers['backup:acceptDrop']({ filePath: text }, context)).rejects.toThrow(
      'letter.zip is not a ZIP file.',
    );
    await expect(handlers['backup:previewRestore']({ filePath: text }, context)).rejects.toEqual(
      code('PERMISSION_DENIED'),
    );
    const link = join(folder, 'link.zip');
    symlinkSync(filePath, link);
    await expect(handlers['backup:acceptDrop']({ filePath: link }, context)).rejects.toEqual(
      code('VALIDATION_FAILED'),
    );
    await expect(handlers['backup:acceptDrop']({ filePath: '' }, context)).rejects.toEqual(code('NOT_FOUND'));
  });

  test('a dialog that is closed is a cancel', async () => {
    await expect(handlers['backup:pickArchive'](undefined, context)).rejects.toEqual(code('CANCELLED'));
  });
});

describe('a restore', () => {
  async function sampleAfterBackup(): Promise<{ backupId: BackupId; filePath: string }> {
    const { backupId, filePath } = await backUp();
    const { session, paths } = profile;
    const size = { seed: 1, cases: 40, documents: 0, bytes: 0 };
    await session.use(({ database }) => fillWithSample(paths, database, size));
    told.length = 0;
    return { backupId, filePath };
  }

  test('that was confirmed in the window goes ahead, once, and can be undone', async () => {
    const { backupId } = await sampleAfterBackup();
    const { preview } = await handlers['backup:previewRestore']({ backupId }, context);
    expect(preview.changes.cases).toMatchObject({ now: 40, after: 0, disappear: 40 });
    const confirmed = { backupId, confirmationToken: preview.confirmationToken };
    expect(await handlers['backup:restoreFromZip'](confirmed, context)).toMatchObject({
      counts: { cases: 0 },
    });
    expect(electron.dialog.showMessageBox).not.toHaveBeenCalled();
    expect(told).toEqual(['app:dataReplaced']);
    await expect(handlers['backup:restoreFromZip'](confirmed, context)).rejects.toEqual(
      code('CONFIRMATION_EXPIRED'),
    );
    expect(await handlers['backup:undoRestore'](undefined, context)).toMatchObject({ counts: { cases: 40 } });
    const { restorePoints } = await handlers['backup:listRestorePoints'](undefined, context);
    expect(restorePoints).toHaveLength(1);
  });

  test('with the confirmation of another window does not', async () => {
    const { backupId } = await sampleAfterBackup();
    const { preview } = await handlers['backup:previewRestore']({ backupId }, context);
    await expect(
      handlers['backup:restoreFromZip'](
        { backupId, confirmationToken: preview.confirmationToken },
        otherWindow,
      ),
    ).rejects.toEqual(code('CONFIRMATION_EXPIRED'));
    expect(await profile.session.counts()).toMatchObject({ cases: 40 });
  });

  test('without a confirmation asks in a message box, and no is the default', async () => {
    const { backupId, filePath } = await sampleAfterBackup();
    await expect(handlers['backup:restoreFromZip']({ backupId }, context)).rejects.toEqual(code('CANCELLED'));
    const [, question] = electron.dialog.showMessageBox.mock.calls[0] ?? [];
    expect(question).toMatchObject({
      message: expect.stringContaining('Replace your practice'),
      defaultId: 1,
      cancelId: 1,
    });
    expect(question).toMatchObject({ detail: expect.stringContaining(filePath) });
    expect(question).toMatchObject({ detail: expect.stringContaining('40 cases would disappear') });
    expect(await profile.session.counts()).toMatchObject({ cases: 40 });

    electron.dialog.showMessageBox.mockResolvedValueOnce({ response: 0 });
    expect(await handlers['backup:restoreFromZip']({ backupId }, context)).toMatchObject({
      counts: { cases: 0 },
    });
  });

  test('without a file asks for one first', async () => {
    const path = await archiveElsewhere();
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [path] });
    electron.dialog.showMessageBox.mockResolvedValueOnce({ response: 0 });
    expect(await handlers['backup:restoreFromZip']({}, context)).toMatchObject({ counts: { cases: 0 } });
    await expect(handlers['backup:restoreFromZip']({}, context)).rejects.toEqual(code('CANCELLED'));
  });
});

test('what is new since a backup is told, backed up by itself, and made full again, which is noted', async () => {
  const { backupId } = await backUp();
  const { bases } = await handlers['backup:listBases'](undefined, context);
  expect(bases).toMatchObject([{ backupId, unfit: null }]);
  const { changes } = await handlers['backup:detectChanges']({ base: backupId }, context);
  expect(changes).toMatchObject({ base: backupId, isSame: true, needs: 1 });
  const increment = await handlers['backup:exportNow']({ base: backupId }, context);
  expect(increment.metadata.kind).toBe('incremental');
  const whole = await handlers['backup:consolidate']({ backupId: increment.backupId }, context);
  expect(whole.metadata.kind).toBe('full');
  const everything = { caseId: null, userId: null, after: null, limit: 10 };
  const { entries } = await handlers['audit:list'](everything, context);
  expect(entries.map(({ what }) => what)).toContain('Made a full backup out of an increment');
});

test('the schedule is saved, and everybody is told', async () => {
  const schedule = { enabled: true, rule: { kind: 'hourly', everyHours: 6 }, fullEvery: 4 } as const;
  expect(await handlers['backup:saveSchedule']({ schedule }, context)).toMatchObject({
    status: { schedule },
  });
  expect(told).toEqual(['backup:changed']);
  expect(await handlers['backup:getSchedule'](undefined, context)).toMatchObject({
    status: { schedule, running: false },
  });
});

test('nothing runs, so there is nothing to cancel', async () => {
  expect(await handlers['backup:getOperation'](undefined, context)).toMatchObject({ operation: null });
  expect(await handlers['backup:cancel']({ operationId: 'none' }, context)).toMatchObject({
    cancelled: false,
  });
});

test('a practice that could not be opened is opened as soon as it can be', async () => {
  const { current } = profile.paths;
  const text = readFileSync(current, 'utf8');
  rmSync(current);
  await expect(profile.session.open()).rejects.toEqual(code('PRACTICE_UNREADABLE'));
  await expect(handlers['app:getInfo'](undefined, context)).rejects.toEqual(code('PRACTICE_UNREADABLE'));
  writeFileSync(current, text);
  const both = await Promise.all([
    handlers['app:getInfo'](undefined, context),
    handlers['cases:list'](CaseListRequest.parse({ limit: 10 }), context),
  ]);
  expect(both).toMatchObject([{ counts: { cases: 0 } }, { total: 0 }]);
});
