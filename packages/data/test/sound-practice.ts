/** A small practice on disk in which every check passes, to be damaged by hand. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckId, CheckResult, GenerationId } from '@causebook/contracts';
import { openDatabase, type Database } from '../src/database.ts';
import { generationFolder, documentPath, type ProfilePaths } from '../src/profile-paths.ts';

import { insertInto } from '../src/insert-into.ts';
import { checkPractice, type CheckAnswer, type CheckRequest } from '../src/integrity/check-practice.ts';
import { createPractice, openPractice } from '../src/practice.ts';
import { prepareProfile } from '../src/profile.ts';
import { addDocument } from '../src/repositories/documents.ts';
import { deleteEntry } from '../src/repositories/deletions.ts';
import { now, tempProfile } from './profile.ts';

export interface SoundPractice {
  readonly paths: ProfilePaths;
  readonly generationId: GenerationId;
  /** Of the two documents, in the order of their names. */
  readonly sha256: readonly string[];
  pathOf(sha256: string): string;
  /** Changes the database behind the back of everybody, as another program would. */
  damage(work: (database: Database) => void): void;
  check(request?: Partial<CheckRequest>): Promise<CheckAnswer>;
  /** One result of a check. */
  result(check: CheckId, request?: Partial<CheckRequest>): Promise<CheckResult | undefined>;
}

const at = now.toISOString();

export async function soundPractice(): Promise<SoundPractice> {
  const paths = await tempProfile();
  await prepareProfile(paths);
  const generationId = await createPractice(paths, { now, name: 'Rao & Associates' });
  const practice = await openPractice(paths);
  const { database } = practice;
  insertInto(database, 'users').run({
    id: 'u',
    name: 'A. Rao',
    role: 'owner',
    email: '',
    createdAt: at,
    active: 1,
    pin: null,
  });
  const noWords = {
    kind: '',
    court: '',
    judge: '',
    stage: '',
    clientName: '',
    clientContact: '',
    opponent: '',
    reference: '',
    notes: '',
    otherNumbers: '',
  };
  for (const id of ['c', 'other'])
    insertInto(database, 'cases').run({
      ...noWords,
      id,
      number: `CS ${id}/2026`,
      title: 'Rao v. Iyer',
      status: 'open',
      lawyerId: 'u',
      filedOn: '2025-01-15',
      createdAt: at,
      updatedAt: at,
      importId: null,
    });
  const hearing = { time: '10:30', court: '', purpose: '', outcome: '', notes: '', room: '', createdAt: at };
  for (const [id, caseId] of [
    ['h', 'c'],
    ['g', 'other'],
    ['gone', 'c'],
  ] as const)
    insertInto(database, 'hearings').run({ ...hearing, id, caseId, day: '2026-12-01' });
  insertInto(database, 'tasks').run({
    id: 't',
    caseId: 'c',
    title: 'File the reply',
    notes: '',
    dueOn: '2026-11-30',
    doneAt: null,
    assigneeId: 'u',
    createdAt: at,
    hearingId: 'h',
  });
  insertInto(database, 'orders').run({
    id: 'o',
    caseId: 'c',
    hearingId: 'h',
    orderedOn: '2026-01-02',
    title: 'Notice',
    summary: '',
    documentId: null,
    createdAt: at,
  });
  const sha256: string[] = [];
  for (const name of ['plaint.txt', 'reply.txt']) {
    const file = join(paths.root, name);
    await writeFile(file, `The words of the ${name}.\n`);
    sha256.push((await addDocument(paths, practice, { caseId: 'c', file, now })).sha256);
  }
  await deleteEntry(practice.query, { kind: 'hearing', id: 'gone', by: 'A. Rao', now });
  database.close();
  openDatabase(paths.catalog, { create: true }).close();
  const check = (request: Partial<CheckRequest> = {}): Promise<CheckAnswer> =>
    checkPractice({
      paths,
      generationId,
      isThorough: false,
      suspects: [],
      now: new Date(Date.now() + 2 * 3_600_000),
      signal: new AbortController().signal,
      ...request,
    });
  return {
    paths,
    generationId,
    sha256,
    pathOf: (name) => documentPath(paths.files, name),
    damage: (work) => {
      const open = openDatabase(generationFolder(paths, generationId).database);
      open.pragma('foreign_keys = OFF');
      open.pragma('ignore_check_constraints = ON');
      work(open);
      open.close();
    },
    check,
    result: async (id, request) => (await check(request)).checks.find((each) => each.check === id),
  };
}
