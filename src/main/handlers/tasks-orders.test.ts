/** The handlers of today, tasks and orders over a real practice and audit log. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calls, OrderDraft, TaskDraft, type AuditEntry, type EventPayload } from '@causebook/contracts';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Diary } from '../diary.ts';
import type { HandlerContext } from '../ipc.ts';
import { openProfile, type OpenProfile } from '../open-profile.ts';
import { ordersHandlers } from './orders.ts';
import type { HandlerParts } from './parts.ts';
import { tasksHandlers } from './tasks.ts';
import { todayHandlers } from './today.ts';

const context: HandlerContext = { window: {} as BrowserWindow, webContentsId: 1 };
const today = '2026-05-04';
/** Moves on by a second each time, so that the log has an order. */
let clock = Date.parse('2026-05-04T09:00:00Z');
const now = (): Date => new Date((clock += 1000));

let folder: string;
let profile: OpenProfile;
let handlers: ReturnType<typeof todayHandlers> &
  ReturnType<typeof tasksHandlers> &
  ReturnType<typeof ordersHandlers>;
let told: EventPayload<'practice:changed'>['subjects'][];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causebook-tasks-'));
  profile = await openProfile(join(folder, 'profile'), now);
  told = [];
  const diary = new Diary({
    session: profile.session,
    audit: profile.catalog.audit,
    actor: () => ({ userId: null, name: 'Meera Rao', role: 'owner' }),
    now,
    broadcast: (_, payload) => void told.push((payload as EventPayload<'practice:changed'>).subjects),
    log: { error: (_, error) => expect(error).toBeUndefined() },
  });
  const parts = { diary, today: () => today } as HandlerParts;
  handlers = { ...todayHandlers(parts), ...tasksHandlers(parts), ...ordersHandlers(parts) };
  await profile.session.use(({ database }) =>
    database.exec(`
      INSERT INTO cases (id, number, title, kind, court, judge, stage, status, clientName, clientContact, opponent,
          reference, notes, createdAt, updatedAt)
        VALUES ('c', 'CS 12/2024', 'Rao v. Iyer', '', '', '', 'Evidence', 'open', '', '', '', '', '', '', '');
      INSERT INTO hearings (id, caseId, day, court, purpose, outcome, notes, createdAt)
        VALUES ('h', 'c', '${today}', '', '', '', '', '');
    `),
  );
});
afterEach(() => {
  profile.close();
  rmSync(folder, { recursive: true });
});

const log = (): Promise<AuditEntry[]> =>
  profile.catalog.audit.entries({ caseId: null, userId: null, after: null, limit: 50 });

test('today answers what the contract promises', async () => {
  const { view, message } = await handlers['today:get'](undefined, context);
  expect(message).toBe('1 hearing today.');
  expect(calls['today:get'].output.parse({ view })).toEqual({ view });
  expect(view.days[0]).toMatchObject({ day: today, hearings: [{ id: 'h', stage: 'Evidence' }] });
});

test('a task is added, changed, finished, taken up again and deleted, and the log says so in words', async () => {
  const draft = TaskDraft.parse({ title: 'File reply', dueOn: '2026-05-08' });
  const { task, message } = await handlers['tasks:save']({ taskId: null, draft }, context);
  expect(message).toBe('Added “File reply”.');
  const taskId = task.id;
  const changed = { ...draft, caseId: 'c', dueOn: null, notes: 'x'.repeat(1000) };
  await handlers['tasks:save']({ taskId, draft: changed }, context);
  await handlers['tasks:save']({ taskId, draft: changed }, context);
  await handlers['tasks:setDone']({ taskId, done: true }, context);
  await handlers['tasks:setDone']({ taskId, done: true }, context);
  await handlers['tasks:setDone']({ taskId, done: false }, context);
  const list = { caseId: 'c', show: 'all', assigneeId: null, offset: 0, limit: 10 } as const;
  expect(await handlers['tasks:list'](list, context)).toMatchObject({ message: '1 task.', total: 1 });
  await handlers['tasks:delete']({ taskId }, context);
  expect(await handlers['tasks:list'](list, context)).toMatchObject({ total: 0 });
  const entries = await log();
  expect(entries.map(({ what, caseId }) => [what, caseId])).toEqual([
    ['Deleted the task File reply, in CS 12/2024 Rao v. Iyer', 'c'],
    ['Took up again the task “File reply”', 'c'],
    ['Finished the task “File reply”', 'c'],
    ['Changed the task “File reply”', 'c'],
    ['Added the task “File reply”', null],
  ]);
  expect(entries[3]!.changes).toEqual([
    { field: 'Case', before: '', after: 'CS 12/2024' },
    { field: 'Due day', before: '8 May 2026', after: '' },
    { field: 'Notes', before: '', after: `${'x'.repeat(300)}…` },
  ]);
  expect(entries.every(({ subjectId, userName }) => subjectId === taskId && userName === 'Meera Rao')).toBe(
    true,
  );
  // What is as it was tells nobody.
  expect(told).toEqual(Array.from({ length: 5 }, () => ['task']));
});

test('an order is added, changed and deleted, and the log says so in words', async () => {
  const draft = OrderDraft.parse({ caseId: 'c', orderedOn: '2026-05-03', title: 'Interim stay' });
  const { order } = await handlers['orders:save']({ orderId: null, draft }, context);
  const orderId = order.id;
  const changed = { ...draft, orderedOn: today, hearingId: 'h' };
  await handlers['orders:save']({ orderId, draft: changed }, context);
  await handlers['orders:save']({ orderId, draft: changed }, context);
  expect(await handlers['orders:ofCase']({ caseId: 'c', offset: 0 }, context)).toMatchObject({
    total: 1,
    orders: [{ title: 'Interim stay', hearingOn: today }],
  });
  await handlers['orders:delete']({ orderId }, context);
  expect(await handlers['orders:ofCase']({ caseId: 'c', offset: 0 }, context)).toMatchObject({ total: 0 });
  const entries = await log();
  expect(entries.map(({ what, caseId }) => [what, caseId])).toEqual([
    ['Deleted the order Interim stay, in CS 12/2024 Rao v. Iyer', 'c'],
    ['Changed the order “Interim stay” of 4 May 2026', 'c'],
    ['Added the order “Interim stay” of 3 May 2026', 'c'],
  ]);
  expect(entries[1]!.changes).toEqual([
    { field: 'Day of the order', before: '3 May 2026', after: '4 May 2026' },
    { field: 'Made at the hearing of', before: '', after: '4 May 2026' },
  ]);
  expect(told).toEqual([['order'], ['order'], ['order']]);
});
