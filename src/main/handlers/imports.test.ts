/** The handlers of the import over a real practice and real files; only Electron's dialog is faked. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackupService, inPlaceRunner } from '@causebook/backup';
import { AppError, ImportReading } from '@causebook/contracts';
import { inPlaceImports, type ImportRunner } from '@causebook/data';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Diary } from '../diary.ts';
import { GrantedPaths } from '../granted-paths.ts';
import type { HandlerContext } from '../ipc.ts';
import { openProfile, type OpenProfile } from '../open-profile.ts';
import { importsHandlers } from './imports.ts';
import type { HandlerParts } from './parts.ts';

const electron = vi.hoisted(() => ({
  dialog: { showOpenDialog: vi.fn(async () => ({ canceled: true, filePaths: [] as string[] })) },
}));
vi.mock('electron', () => ({ ...electron, ipcMain: {}, BrowserWindow: {} }));

const context: HandlerContext = { window: {} as BrowserWindow, webContentsId: 1 };
const otherWindow: HandlerContext = { ...context, webContentsId: 2 };
const reading = ImportReading.parse({});
const code = (name: string) => expect.objectContaining({ code: name });

let folder: string;
let profile: OpenProfile;
let clock: number;
let told: (readonly [string, unknown])[];
let imports: ImportRunner;
let service: BackupService;
let handlers: ReturnType<typeof importsHandlers>;

beforeEach(async () => {
  vi.clearAllMocks();
  folder = mkdtempSync(join(tmpdir(), 'causebook-imports-'));
  clock = Date.parse('2026-03-02T09:00:00Z');
  const now = (): Date => new Date(clock);
  profile = await openProfile(join(folder, 'profile'), now);
  told = [];
  const broadcast = (event: string, payload: unknown): void => void told.push([event, payload]);
  const log = { info: () => {}, error: () => {} };
  const diary = new Diary({
    session: profile.session,
    audit: profile.catalog.audit,
    actor: () => ({ userId: null, name: 'Meera Rao', role: 'owner' }),
    now,
    broadcast,
    log,
  });
  imports = inPlaceImports;
  service = new BackupService({
    session: profile.session,
    catalog: profile.catalog,
    runner: inPlaceRunner,
    appVersion: '1.2.3',
    now,
    background: { stop: async () => {}, boot: () => {} },
    onTrouble: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
  handlers = importsHandlers({
    diary,
    service,
    grants: new GrantedPaths(now),
    settings: profile.catalog,
    imports: { run: ((task, hooks) => imports.run(task, hooks)) as ImportRunner['run'] },
    broadcast,
    now,
    today: () => '2026-03-02',
  } as unknown as HandlerParts);
});
afterEach(() => {
  profile.close();
  rmSync(folder, { recursive: true });
});

const register = (content = 'Case No,Title\nCS 1/2024,Rao v. Iyer\n'): string => {
  const path = join(folder, 'register.csv');
  writeFileSync(path, content);
  return path;
};
const dropped = async (path = register()): Promise<string> =>
  (await handlers['import:acceptDrop']({ filePath: path }, context)).importKey;
const preview = (importKey: string, from = context) =>
  handlers['import:preview']({ importKey, reading, mapping: null }, from);
const run = (importKey: string) =>
  handlers['import:run'](
    { importKey, reading, mapping: { number: 0, title: 1 }, duplicates: 'skip' },
    context,
  );

test('a file is picked, previewed, imported, listed and taken back; who did it is kept', async () => {
  electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [register()] });
  const { importKey, fileName, size } = await handlers['import:pick'](undefined, context);
  expect([fileName, size]).toEqual(['register.csv', 36]);
  expect(await preview(importKey)).toMatchObject({ preview: { rows: 1, mapping: { number: 0, title: 1 } } });
  const { report, message } = await run(importKey);
  clock += 1000;
  expect(message).toBe('Imported 1 case.');
  expect(report).toMatchObject({ cases: 1, importedBy: 'Meera Rao', importedAt: '2026-03-02T09:00:00.000Z' });
  expect(await handlers['import:list'](undefined, context)).toMatchObject({ imports: [report] });
  expect(await handlers['import:undo']({ importId: report.importId }, context)).toMatchObject({
    removed: 1,
    keptAsDeleted: 0,
  });
  expect(await profile.session.counts()).toMatchObject({ cases: 0 });
  const entries = await profile.catalog.audit.entries({
    caseId: null,
    userId: null,
    after: null,
    limit: 10,
  });
  expect(entries.map(({ what, userName }) => [what, userName])).toEqual([
    ['Took back an import of 1 case', 'Meera Rao'],
    ['Imported 1 case from “register.csv”', 'Meera Rao'],
  ]);
});

test('after an import every window reads again, and is told that it has ended', async () => {
  await run(await dropped());
  expect(told).toContainEqual(['practice:changed', { subjects: ['import', 'case', 'hearing', 'order'] }]);
  expect(told).toContainEqual(['import:progress', null]);
});

test('a key is good for the window that was given it, and for no other', async () => {
  const importKey = await dropped();
  await expect(preview(importKey, otherWindow)).rejects.toEqual(code('CONFIRMATION_EXPIRED'));
  await expect(preview('0190a1b2')).rejects.toEqual(code('CONFIRMATION_EXPIRED'));
});

test('a key is good as long as it is used, and expires when it is not', async () => {
  const importKey = await dropped();
  clock += 14 * 60_000;
  await preview(importKey);
  clock += 14 * 60_000;
  await preview(importKey);
  clock += 16 * 60_000;
  await expect(preview(importKey)).rejects.toEqual(code('CONFIRMATION_EXPIRED'));
});

test('a file that was changed since it was chosen has to be chosen again', async () => {
  const importKey = await dropped();
  register('Case No,Title\nCS 1/2024,Somebody else\n');
  await expect(run(importKey)).rejects.toEqual(code('CONFIRMATION_EXPIRED'));
  expect(await profile.session.counts()).toMatchObject({ cases: 0 });
});

test('a folder, a file that is gone and a closed dialog are refused in words', async () => {
  mkdirSync(join(folder, 'register.csv.d'));
  await expect(dropped(join(folder, 'register.csv.d'))).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    remedy: 'Choose a CSV file or an Excel workbook (.xlsx).',
  });
  await expect(dropped(join(folder, 'gone.csv'))).rejects.toEqual(code('NOT_FOUND'));
  await expect(handlers['import:pick'](undefined, context)).rejects.toEqual(code('CANCELLED'));
});

/** A reader that works until it is asked to stop. */
function endless(): ImportRunner {
  return {
    run: (_, { signal }) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new AppError('CANCELLED'))),
      ),
  };
}

test('a newer preview takes the place of an older one, and an import can be cancelled', async () => {
  const importKey = await dropped();
  imports = endless();
  const older = expect(preview(importKey)).rejects.toEqual(code('CANCELLED'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  imports = inPlaceImports;
  expect(await preview(importKey)).toMatchObject({ preview: { rows: 1 } });
  await older;
  imports = endless();
  const running = expect(run(importKey)).rejects.toEqual(code('CANCELLED'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(preview(importKey)).rejects.toEqual(code('BUSY'));
  expect(await handlers['import:cancel'](undefined, context)).toMatchObject({ cancelled: true });
  await running;
  expect(await handlers['import:cancel'](undefined, context)).toMatchObject({ cancelled: false });
});

test('a file that breaks the process that reads it is called what it is', async () => {
  imports = { run: () => Promise.reject(new AppError('ENGINE_CRASHED')) };
  await expect(preview(await dropped())).rejects.toMatchObject({
    code: 'ENGINE_CRASHED',
    message: 'The file is too large or too unusual to be read. Nothing was imported.',
  });
});

test('before an import, and before one is taken back, the state is kept; an empty practice has none to keep', async () => {
  const { report } = await run(await dropped());
  expect(await service.restorePoints.list()).toEqual([]);
  await handlers['import:undo']({ importId: report.importId }, context);
  clock += 1000;
  await run(await dropped());
  clock += 1000;
  await run(await dropped(register('Case No,Title\nCS 2/2024,Sen v. Das\n')));
  expect(await service.restorePoints.list()).toMatchObject([
    { label: 'Before importing “register.csv”.', isAutomatic: true, counts: { cases: 1 } },
    { label: 'Before an import was taken back.', isAutomatic: true, counts: { cases: 1 } },
  ]);
});

test('an import goes on without a restore point that cannot be made, and says so', async () => {
  await run(await dropped());
  const importKey = await dropped(register('Case No,Title\nCS 2/2024,Sen v. Das\n'));
  const exporting = service.exports.exportNow();
  const { message } = await run(importKey);
  expect(message).toBe(
    'Imported 1 case. No restore point was made before that: A backup is being made. Only one operation can run at a time.',
  );
  await exporting;
  expect(await profile.session.counts()).toMatchObject({ cases: 2 });
});
