/** The handlers for hearings over a real practice, its audit log and real files; only Electron is faked. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HearingDraft, HearingRecord } from '@causebook/contracts';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Diary } from '../diary.ts';
import type { HandlerContext } from '../ipc.ts';
import { openProfile, type OpenProfile } from '../open-profile.ts';
import { SignedIn } from '../signed-in.ts';
import { hearingsHandlers } from './hearings.ts';
import type { HandlerParts } from './parts.ts';

const electron = vi.hoisted(() => ({
  dialog: {
    showSaveDialog: vi.fn(async () => ({ canceled: true, filePath: '' })),
    showMessageBox: vi.fn(async () => ({ response: 1 })),
  },
  app: { getPath: () => '/documents', getLocaleCountryCode: () => 'IN' },
}));
vi.mock('electron', () => electron);

const contents = {
  printToPDF: vi.fn(async (_: object) => Buffer.from(`%PDF-1.4${' '.repeat(600)}`)),
  print: vi.fn((_: object, done: (printed: boolean, reason: string) => void) => done(true, '')),
};
const context: HandlerContext = {
  window: { webContents: contents } as unknown as BrowserWindow,
  webContentsId: 1,
};
const now = (): Date => new Date('2026-05-05T09:00:00Z');
const today = '2026-05-05';

let folder: string;
let profile: OpenProfile;
let handlers: ReturnType<typeof hearingsHandlers>;
const told: unknown[] = [];

beforeEach(async () => {
  vi.clearAllMocks();
  told.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'causebook-hearings-'));
  profile = await openProfile(join(folder, 'profile'), now);
  const signedIn = new SignedIn();
  const diary = new Diary({
    session: profile.session,
    audit: profile.catalog.audit,
    actor: () => signedIn.actor,
    now,
    broadcast: (...event) => void told.push(event),
    log: { error: () => {} },
  });
  handlers = hearingsHandlers({ diary, now, today: () => today } as HandlerParts);
  await profile.session.use(({ database }) => {
    database.exec(`INSERT INTO cases (id, number, title, kind, court, judge, stage, status, clientName,
      clientContact, opponent, reference, notes, createdAt, updatedAt) VALUES
      ('rao', 'OS 12/2026', 'Rao v. State', '', 'Civil Court', '', 'Evidence', 'open', '', '', '', '', '', 'x', 'x'),
      ('sen', '', 'Das v. Sen', '', '', '', '', 'closed', '', '', '', '', '', 'x', 'x')`);
  });
});
afterEach(() => {
  profile.close();
  rmSync(folder, { recursive: true });
});

const save = (change: object = {}) =>
  handlers['hearings:save'](
    { hearingId: null, draft: HearingDraft.parse({ caseId: 'rao', day: today, ...change }) },
    context,
  );
const answer = (filePath: string) =>
  electron.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath });
/** What the log has, by its words: entries of one moment have no order. */
const audited = async () =>
  (await profile.catalog.audit.entries({ caseId: null, userId: null, after: null, limit: 50 }))
    .map(({ what, subject, changes }) => [subject, what, changes.map(({ field }) => field).join()])
    .toSorted();

test('a record and all that follows from it is one change, told once and kept in the log', async () => {
  const { hearing, message } = await save();
  expect(message).toBe('Hearing of 5 May 2026 added.');
  await profile.session.use(({ database }) => {
    database.exec(`INSERT INTO tasks (id, caseId, title, notes, dueOn, createdAt)
      VALUES ('t', 'rao', 'File the list of witnesses', '', '2026-05-01', 'x')`);
  });
  told.length = 0;
  const recorded = await handlers['hearings:record'](
    HearingRecord.parse({
      hearingId: hearing.id,
      outcome: 'Adjourned',
      next: { day: '2026-06-02' },
      stage: 'Arguments',
    }),
    context,
  );
  expect(recorded.message).toBe('Recorded: Adjourned. Next hearing on 2 June 2026. 1 task carried over.');
  expect(told).toEqual([['practice:changed', { subjects: ['hearing', 'task', 'case'] }]]);
  expect(await audited()).toEqual([
    ['case', 'Changed the stage of the case', 'Stage'],
    ['hearing', 'Added the hearing of 5 May 2026', 'Day,Court'],
    ['hearing', 'Added the next hearing, on 2 June 2026', ''],
    ['hearing', 'Recorded the hearing of 5 May 2026: Adjourned', 'Outcome'],
    ['task', 'Carried the task “File the list of witnesses” over to the next hearing', 'Due'],
  ]);
});

test('a change that changes nothing is not in the log', async () => {
  const { hearing } = await save();
  await handlers['hearings:save'](
    { hearingId: hearing.id, draft: HearingDraft.parse({ caseId: 'rao', day: today }) },
    context,
  );
  expect(await audited()).toHaveLength(1);
});

test('a hearing in a closed case is kept, with a word about reminders', async () => {
  expect((await save({ caseId: 'sen' })).message).toBe(
    'Hearing of 5 May 2026 added. Its case is closed, so you will not be reminded of it.',
  );
});

test('a deleted hearing leaves the lists and the log says which it was', async () => {
  const { hearing } = await save();
  await handlers['hearings:delete']({ hearingId: hearing.id }, context);
  expect(await handlers['hearings:ofCase']({ caseId: 'rao' }, context)).toMatchObject({ hearings: [] });
  expect((await audited()).map(([, what]) => what)).toContainEqual(
    expect.stringMatching(/^Deleted: Hearing of 5 May 2026, Civil Court, in /),
  );
});

const days = { from: today, to: today, caseId: null, lawyerId: null };

test('a calendar file gets its ending, and a file that has this name is not replaced unasked', async () => {
  await save();
  const file = join(folder, 'may.ics');
  answer(join(folder, 'may'));
  expect(await handlers['hearings:exportCalendar'](days, context)).toMatchObject({
    fileName: 'may.ics',
    hearings: 1,
    message: 'Exported 1 hearing to may.ics.',
  });
  expect(readFileSync(file, 'utf8')).toContain('BEGIN:VEVENT');
  writeFileSync(file, 'something else');
  answer(join(folder, 'may'));
  await expect(handlers['hearings:exportCalendar'](days, context)).rejects.toMatchObject({
    code: 'CANCELLED',
  });
  expect(readFileSync(file, 'utf8')).toBe('something else');
});

test('the dialog proposes a name without signs that no file may have', async () => {
  await save();
  await handlers['hearings:exportCalendar']({ ...days, caseId: 'rao' }, context).catch(() => null);
  expect(electron.dialog.showSaveDialog.mock.calls[0]).toMatchObject([
    context.window,
    { defaultPath: join('/documents', 'Hearings OS 12-2026.ics') },
  ]);
});

test('days without hearings are not exported, and nobody is asked where to', async () => {
  await expect(handlers['hearings:exportCalendar'](days, context)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(electron.dialog.showSaveDialog).not.toHaveBeenCalled();
});

test('a PDF is written only if it is one', async () => {
  const file = join(folder, 'list.pdf');
  answer(file);
  expect(await handlers['hearings:printCauseList']({ day: today, to: 'pdf' }, context)).toMatchObject({
    fileName: 'list.pdf',
  });
  expect(contents.printToPDF.mock.calls[0]![0]).toMatchObject({ pageSize: 'A4' });
  rmSync(file);
  contents.printToPDF.mockResolvedValueOnce(Buffer.from('oops'));
  answer(file);
  await expect(handlers['hearings:printCauseList']({ day: today, to: 'pdf' }, context)).rejects.toThrow(
    'could not be made into a PDF',
  );
  expect(existsSync(file)).toBe(false);
});

test('what the printer did is told as it was', async () => {
  const print = () => handlers['hearings:printCauseList']({ day: today, to: 'printer' }, context);
  expect(await print()).toEqual({
    message: 'The cause list of 5 May 2026 was sent to the printer.',
    fileName: null,
  });
  contents.print.mockImplementationOnce((_, done) => done(false, 'Print job canceled'));
  await expect(print()).rejects.toMatchObject({ code: 'CANCELLED' });
  contents.print.mockImplementationOnce((_, done) => done(false, 'Print job failed'));
  await expect(print()).rejects.toThrow('The cause list could not be printed.');
});
