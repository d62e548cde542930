/** Deleting, and bringing back what was deleted, on a real practice with real documents. */
import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { now, tempProfile } from '../../test/profile.ts';
import { integrityProblems } from '../database.ts';
import { rowsDigest } from '../digest.ts';
import { holdsContent, storeContent, sweepDocuments } from '../document-store.ts';
import { insertInto } from '../insert-into.ts';
import { closePractice, createPractice, openPractice, type Practice } from '../practice.ts';
import type { ProfilePaths } from '../profile-paths.ts';
import { referencedContents } from '../referenced-contents.ts';
import { deleteEntry, deletionIds, forgetOldDeletions, listDeletions, restoreDeletion } from './deletions.ts';

const DAY_MS = 24 * 60 * 60_000;
const at = now.toISOString();

let paths: ProfilePaths;
let practice: Practice;
let content: { sha256: string; size: number };

const addCase = (id: string, change: object = {}): void =>
  insertInto(practice.database, 'cases').run({
    id,
    number: `CS ${id}/2026`,
    title: `Rao v. Iyer ${id}`,
    kind: 'Civil suit',
    court: 'High Court',
    judge: '',
    stage: '',
    status: 'open',
    clientName: 'Rao',
    clientContact: '',
    opponent: '',
    reference: '',
    notes: 'Boundary wall',
    lawyerId: null,
    filedOn: null,
    createdAt: at,
    updatedAt: at,
    otherNumbers: '',
    importId: null,
    ...change,
  });

const addHearing = (id: string, caseId: string): void =>
  insertInto(practice.database, 'hearings').run({
    id,
    caseId,
    day: '2026-03-05',
    time: null,
    court: 'High Court',
    purpose: 'Arguments',
    outcome: '',
    notes: 'Bring the survey map',
    createdAt: at,
    room: '',
  });

const addTask = (id: string, caseId: string | null, hearingId: string | null): void =>
  insertInto(practice.database, 'tasks').run({
    id,
    caseId,
    title: `Draft ${id}`,
    notes: '',
    dueOn: null,
    doneAt: null,
    assigneeId: 'u1',
    createdAt: at,
    hearingId,
  });

const addDocument = (id: string, caseId: string | null): void =>
  insertInto(practice.database, 'documents').run({
    id,
    caseId,
    name: `Plaint ${id}.pdf`,
    mediaType: 'application/pdf',
    ...content,
    addedAt: at,
    tags: '["plaint"]',
  });

const addOrder = (id: string, caseId: string, links: Readonly<Record<'hearingId' | 'documentId', string>>) =>
  insertInto(practice.database, 'orders').run({
    id,
    caseId,
    ...links,
    orderedOn: '2026-03-01',
    title: 'Interim order',
    summary: '',
    createdAt: at,
  });

/** A case with everything, and another one beside it. */
function fill(): void {
  insertInto(practice.database, 'users').run({
    id: 'u1',
    name: 'Meera Rao',
    role: 'owner',
    email: '',
    createdAt: at,
    active: 1,
    pin: null,
  });
  addCase('a', { lawyerId: 'u1' });
  addCase('b');
  insertInto(practice.database, 'parties').run({
    id: 'p1',
    caseId: 'a',
    position: 0,
    side: 'opponent',
    name: 'Quillon Builders',
    role: 'Respondent 2',
    counsel: '',
    contact: '',
  });
  addHearing('h1', 'a');
  addTask('t1', 'a', 'h1');
  addTask('t2', null, 'h1');
  addDocument('d1', 'a');
  addOrder('o1', 'a', { hearingId: 'h1', documentId: 'd1' });
  // Its document was moved to the first case.
  addOrder('o2', 'b', { hearingId: 'h1', documentId: 'd1' });
}

beforeEach(async () => {
  paths = await tempProfile();
  await createPractice(paths, { now, name: '' });
  practice = await openPractice(paths);
  content = await storeContent(paths, [Buffer.from('%PDF-1.7 the plaint')]);
  fill();
});
afterEach(() => closePractice(practice));

const remove = (kind: 'case' | 'hearing' | 'task' | 'order' | 'document', id: string, when = now) =>
  deleteEntry(practice.query, { kind, id, by: 'Meera Rao', now: when });

const digests = (): string => rowsDigest(practice.database);

const hits = (word: string): number =>
  practice.database
    .prepare<[string], number>('SELECT count(*) FROM searchIndex WHERE searchIndex MATCH ?')
    .pluck()
    .get(word)!;

const ids = (table: string): string[] =>
  practice.database.prepare<[], string>(`SELECT id FROM ${table} ORDER BY id`).pluck().all();

const valueOf = (table: string, id: string, column: string): unknown =>
  practice.database.prepare(`SELECT ${column} FROM ${table} WHERE id = ?`).pluck().get(id);

describe('a case', () => {
  test('goes with everything in it, and leaves nothing that the search would find', async () => {
    const { title, caseId } = await remove('case', 'a');
    expect({ title, caseId }).toEqual({
      title: 'CS a/2026 Rao v. Iyer a, with 1 hearing, 1 task, 1 order and 1 document',
      caseId: 'a',
    });
    for (const table of ['parties', 'hearings', 'documents']) expect(ids(table)).toEqual([]);
    expect([ids('cases'), ids('tasks'), ids('orders')]).toEqual([['b'], ['t2'], ['o2']]);
    expect(['Quillon', 'survey', 'plaint'].map(hits)).toEqual([0, 0, 0]);
    expect(valueOf('tasks', 't2', 'hearingId')).toBeNull();
  });

  test('comes back to the last row and link, and is found again', async () => {
    const before = digests();
    const found = ['Quillon', 'survey', 'plaint', 'boundary'].map(hits);
    const { deletionId } = await remove('case', 'a');
    expect(digests()).not.toEqual(before);
    expect(await restoreDeletion(practice.query, deletionId)).toMatchObject({
      kind: 'case',
      id: 'a',
      caseId: 'a',
    });
    expect(digests()).toEqual(before);
    expect(['Quillon', 'survey', 'plaint', 'boundary'].map(hits)).toEqual(found);
    expect(integrityProblems(practice.database)).toEqual([]);
  });

  test('comes back without a lawyer who is gone meanwhile', async () => {
    const { deletionId } = await remove('case', 'a');
    practice.database.prepare('DELETE FROM users').run();
    await restoreDeletion(practice.query, deletionId);
    expect([valueOf('cases', 'a', 'lawyerId'), valueOf('tasks', 't1', 'assigneeId')]).toEqual([null, null]);
  });

  test('can be deleted and brought back again and again', async () => {
    const before = digests();
    for (let round = 0; round < 3; round += 1)
      await restoreDeletion(practice.query, (await remove('case', 'a')).deletionId);
    expect(digests()).toEqual(before);
  });
});

describe('the documents of a deleted case', () => {
  test('stay referenced and survive a sweep as long as the deletion is kept', async () => {
    const { deletionId } = await remove('case', 'a');
    expect(referencedContents(practice.database)).toEqual([content]);
    expect(await sweepDocuments(paths)).toMatchObject({ removed: 0 });
    expect(await holdsContent(paths.files, content.sha256, content.size)).toBe(true);
    await restoreDeletion(practice.query, deletionId);
    expect(referencedContents(practice.database)).toEqual([content]);
    expect(ids('deletedDocuments')).toEqual([]);
  });

  test('are swept once the deletion is forgotten', async () => {
    await remove('case', 'a');
    await forgetOldDeletions(
      practice.query,
      await deletionIds(practice.query),
      new Date(now.getTime() + 31 * DAY_MS),
    );
    expect(referencedContents(practice.database)).toEqual([]);
    expect(await sweepDocuments(paths)).toMatchObject({ removed: 1, bytes: content.size });
    expect(
      (await readdir(paths.files, { recursive: true })).filter((name) => /[0-9a-f]{64}/.test(name)),
    ).toEqual([]);
  });
});

describe('a single entry', () => {
  test.each([
    ['hearing', 'h1', 'Hearing of 5 March 2026, High Court, Arguments, in CS a/2026 Rao v. Iyer a'],
    ['task', 't1', 'Draft t1, in CS a/2026 Rao v. Iyer a'],
    ['task', 't2', 'Draft t2'],
    ['order', 'o1', 'Interim order, in CS a/2026 Rao v. Iyer a'],
    ['document', 'd1', 'Plaint d1.pdf, in CS a/2026 Rao v. Iyer a'],
  ] as const)('%s %s is named with its case and comes back with its links', async (kind, id, title) => {
    const before = digests();
    const deletion = await remove(kind, id);
    expect(deletion.title).toBe(title);
    await restoreDeletion(practice.query, deletion.deletionId);
    expect(digests()).toEqual(before);
  });

  test('is a document that cannot mislead by its name: it is shown in one line and one direction', async () => {
    practice.database.prepare("UPDATE documents SET name = ? WHERE id = 'd1'").run('Order\u202efdp.exe\n');
    const { title } = await remove('document', 'd1');
    expect(title).toBe('Order\ufffdfdp.exe\ufffd, in CS a/2026 Rao v. Iyer a');
    expect((await listDeletions(practice.query))[0]!.title).toBe(title);
  });

  test('waits for its case, when that was deleted after it', async () => {
    const { deletionId } = await remove('document', 'd1');
    const ofCase = await remove('case', 'a');
    await expect(restoreDeletion(practice.query, deletionId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      remedy: 'Bring back the case first.',
    });
    await restoreDeletion(practice.query, ofCase.deletionId);
    await restoreDeletion(practice.query, deletionId);
    expect(valueOf('orders', 'o1', 'documentId')).toBe('d1');
  });

  test('does not take away what was linked instead meanwhile', async () => {
    const { deletionId } = await remove('document', 'd1');
    addDocument('d2', 'a');
    practice.database.prepare("UPDATE orders SET documentId = 'd2' WHERE id = 'o1'").run();
    await restoreDeletion(practice.query, deletionId);
    expect([valueOf('orders', 'o1', 'documentId'), valueOf('orders', 'o2', 'documentId')]).toEqual([
      'd2',
      'd1',
    ]);
  });

  test('that does not exist is refused, and nothing is written', async () => {
    await expect(remove('task', 'none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await listDeletions(practice.query)).toEqual([]);
  });
});

describe('the list of what was deleted', () => {
  test('has the newest first, who it was, and until when it is kept', async () => {
    await remove('task', 't1');
    await remove('task', 't2', new Date(now.getTime() + 1000));
    expect(await listDeletions(practice.query)).toMatchObject([
      { kind: 'task', title: 'Draft t2' },
      { title: 'Draft t1, in CS a/2026 Rao v. Iyer a', deletedBy: 'Meera Rao', keptUntil: '2026-04-01' },
    ]);
  });

  test('keeps an entry for 30 days and forgets it then', async () => {
    const { deletionId } = await remove('task', 't1');
    const known = await deletionIds(practice.query);
    const after = new Date(now.getTime() + 30 * DAY_MS + 1);
    expect(await forgetOldDeletions(practice.query, known, new Date(now.getTime() + 30 * DAY_MS))).toBe(0);
    expect(await forgetOldDeletions(practice.query, ['another'], after)).toBe(0);
    expect(await forgetOldDeletions(practice.query, known, after)).toBe(1);
    expect(await listDeletions(practice.query)).toEqual([]);
    await expect(restoreDeletion(practice.query, deletionId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('what a crafted database keeps as deleted', () => {
  type Rows = Record<string, Record<string, unknown>[]>;
  /** Deletes a task, and changes what is kept of it. */
  async function crafted(
    kind: 'case' | 'task' | 'document',
    id: string,
    change: (kept: { rows: Rows; links: Record<string, string>[] }) => void,
  ): Promise<string> {
    const { deletionId } = await remove(kind, id);
    const kept = JSON.parse(String(valueOf('deletions', deletionId, 'content')));
    change(kept);
    practice.database
      .prepare('UPDATE deletions SET content = ? WHERE id = ?')
      .run(JSON.stringify(kept), deletionId);
    return deletionId;
  }
  const stranger = { id: 'u9', name: 'X', role: 'owner', email: '', createdAt: at, active: 1, pin: null };
  const task = (rows: Rows) => rows['tasks']![0]!;

  test.each<[string, 'case' | 'task' | 'document', string, (rows: Rows) => void]>([
    ['people', 'task', 't1', (rows) => void (rows['users'] = [stranger])],
    [
      'settings',
      'case',
      'a',
      (rows) => void (rows['settings'] = [{ key: 'practice.signIn', value: 'never' }]),
    ],
    ['entries beside it', 'task', 't1', (rows) => void rows['tasks']!.push({ ...task(rows), id: 't9' })],
    ['a document with a task', 'task', 't1', (rows) => void (rows['documents'] = [])],
    ['what belongs to another case', 'case', 'a', (rows) => void (rows['tasks']![0]!['caseId'] = 'b')],
    ['nothing', 'task', 't1', (rows) => void (rows['tasks'] = [])],
    ['a column that is not there', 'task', 't1', (rows) => void (task(rows)['a" = 1; --'] = 1)],
    [
      'a way out of the store',
      'document',
      'd1',
      (rows) => void (rows['documents']![0]!['sha256'] = '../'.repeat(21) + 'x'),
    ],
    [
      'a content that nobody kept',
      'document',
      'd1',
      (rows) => void (rows['documents']![0]!['sha256'] = 'a'.repeat(64)),
    ],
  ])('does not bring back %s', async (_, kind, id, change) => {
    const deletionId = await crafted(kind, id, ({ rows }) => change(rows));
    const before = digests();
    await expect(restoreDeletion(practice.query, deletionId)).rejects.toMatchObject({
      code: 'FILE_CORRUPTION',
      remedy: 'Look for it in a backup.',
    });
    expect(digests()).toBe(before);
  });

  test('is refused when it is no record at all', async () => {
    const { deletionId } = await remove('task', 't1');
    practice.database.prepare("UPDATE deletions SET content = '[1]'").run();
    await expect(restoreDeletion(practice.query, deletionId)).rejects.toMatchObject({
      code: 'FILE_CORRUPTION',
    });
  });

  test('links nothing to an entry that does not come back with it', async () => {
    const deletionId = await crafted('document', 'd1', ({ links }) => {
      for (const link of links) link['value'] = 'd7';
    });
    await restoreDeletion(practice.query, deletionId);
    expect(valueOf('orders', 'o1', 'documentId')).toBeNull();
  });
});
