/** The handlers of cases over a real practice and audit log. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calls, CaseDraft, type AuditEntry, type EventName } from '@causebook/contracts';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Diary } from '../diary.ts';
import type { HandlerContext } from '../ipc.ts';
import { openProfile, type OpenProfile } from '../open-profile.ts';
import { casesHandlers } from './cases.ts';
import type { HandlerParts } from './parts.ts';

const context: HandlerContext = { window: {} as BrowserWindow, webContentsId: 1 };
/** Every look at the clock is a second after the last one. */
let second = 0;
const now = (): Date => new Date(Date.parse('2026-05-04T09:00:00Z') + 1000 * (second += 1));

let folder: string;
let profile: OpenProfile;
let handlers: ReturnType<typeof casesHandlers>;
let told: { event: EventName; payload: unknown }[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causebook-cases-'));
  profile = await openProfile(join(folder, 'profile'), now);
  told = [];
  const diary = new Diary({
    session: profile.session,
    audit: profile.catalog.audit,
    actor: () => ({ userId: null, name: 'Meera Rao', role: 'owner' }),
    now,
    broadcast: (event, payload) => void told.push({ event, payload }),
    log: { error: (_, error) => expect(error).toBeUndefined() },
  });
  handlers = casesHandlers({ diary, today: () => '2026-05-04' } as HandlerParts);
});
afterEach(() => {
  profile.close();
  rmSync(folder, { recursive: true });
});

const draft = (change: object = {}) =>
  CaseDraft.parse({ title: 'Rao v. State', number: 'CS 1/2026', ...change });
const save = (change: object = {}, caseId: string | null = null) =>
  handlers['cases:save']({ caseId, draft: draft(change) }, context);
const audit = (caseId: string): Promise<AuditEntry[]> =>
  profile.catalog.audit.entries({ caseId, userId: null, after: null, limit: 50 });

test('a case is added, changed, closed, deleted and brought back, and the log knows all of it', async () => {
  const { case: made, message } = await save();
  expect(message).toBe('Added the case CS 1/2026 Rao v. State.');
  expect(calls['cases:save'].output.parse({ case: made })).toEqual({ case: made });
  await save({ court: 'High Court' }, made.id);
  await save({ court: 'High Court' }, made.id);
  await handlers['cases:setStatus']({ caseId: made.id, status: 'closed' }, context);
  const { deletionId } = await handlers['cases:delete']({ caseId: made.id }, context);
  await expect(handlers['cases:get']({ caseId: made.id }, context)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await handlers['deleted:list'](undefined, context)).toMatchObject({
    entries: [{ id: deletionId, title: 'CS 1/2026 Rao v. State', deletedBy: 'Meera Rao' }],
  });
  expect(await handlers['deleted:restore']({ deletionId }, context)).toMatchObject({
    message: 'Brought back the case CS 1/2026 Rao v. State.',
    kind: 'case',
    caseId: made.id,
  });
  expect(await handlers['cases:get']({ caseId: made.id }, context)).toMatchObject({
    case: { court: 'High Court', status: 'closed' },
  });
  expect((await audit(made.id)).map(({ what, changes }) => [what, changes.length])).toEqual([
    ['Brought back the case CS 1/2026 Rao v. State', 0],
    ['Deleted the case CS 1/2026 Rao v. State', 0],
    ['Closed the case CS 1/2026 Rao v. State', 1],
    ['Changed the case CS 1/2026 Rao v. State', 1],
    ['Added the case CS 1/2026 Rao v. State', 0],
  ]);
  // Saving what is as it was tells nobody.
  expect(told).toHaveLength(5);
  expect(told[3]).toEqual({
    event: 'practice:changed',
    payload: { subjects: ['case', 'hearing', 'task', 'order', 'document'] },
  });
});

test('cases are listed, offered for a choice, and known by their number', async () => {
  const { case: made } = await save();
  const name = { id: made.id, number: 'CS 1/2026', title: 'Rao v. State' };
  const request = calls['cases:list'].input.parse({ search: 'rao' });
  expect(await handlers['cases:list'](request, context)).toMatchObject({ message: '1 case.', cases: [name] });
  expect(await handlers['cases:find']({ search: 'stat' }, context)).toMatchObject({ cases: [name] });
  expect(await handlers['cases:withNumber']({ number: 'cs 1/2026', except: null }, context)).toMatchObject({
    cases: [name],
  });
  expect(await handlers['cases:getVocabulary'](undefined, context)).toMatchObject({
    vocabulary: { courts: [] },
  });
});

test('filters are kept, listed and deleted', async () => {
  const filter = calls['cases:saveFilter'].input.parse({ name: 'Mine', filter: {}, order: {} });
  await handlers['cases:saveFilter'](filter, context);
  expect(await handlers['cases:listFilters'](undefined, context)).toMatchObject({ filters: [filter] });
  expect(await handlers['cases:deleteFilter']({ name: 'Mine' }, context)).toMatchObject({
    message: 'Deleted the filter “Mine”.',
    filters: [],
  });
});
