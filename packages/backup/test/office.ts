/** A small real practice in a temp folder, with the service over it: what the tests of this package work on. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  closePractice,
  createPractice,
  digestPractice,
  openPractice,
  PracticeSession,
  prepareProfile,
  profilePaths,
  storeContent,
  uniqueId,
  type Practice,
  type ProfilePaths,
} from '@causebook/data';
import { onTestFinished } from 'vitest';
import { BackupService, Catalog, inPlaceRunner, type BackupServiceParts } from '../src/index.ts';

/** For the test that runs, which clears it away when it has ended. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'causebook-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Bytes that do not compress, the same for the same seed. */
export function noise(seed: string, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let block = 0; block * 32 < length; block += 1)
    blocks.push(createHash('sha256').update(`${seed} ${block}`).digest());
  return Buffer.concat(blocks).subarray(0, length);
}

export const jpegLike = (seed: string, length: number): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), noise(seed, length - 4)]);
export const prose = (seed: string, length: number): Buffer =>
  Buffer.from(`${seed}: the matter is adjourned. `.repeat(Math.ceil(length / 20)).slice(0, length));

export async function addCase(
  paths: ProfilePaths,
  practice: Practice,
  number: string,
  documents: readonly Buffer[] = [],
): Promise<string> {
  const at = '2026-03-02T09:00:00.000Z';
  const id = uniqueId(new Date(at));
  const { query } = practice;
  const text = {
    kind: '',
    judge: '',
    clientContact: '',
    opponent: '',
    reference: '',
    notes: '',
    otherNumbers: '',
    importId: null,
  };
  await query
    .insertInto('cases')
    .values({
      id,
      number,
      title: `Rao v. State (${number})`,
      court: 'District Court',
      stage: 'Arguments',
      status: 'open',
      clientName: 'S. Rao',
      lawyerId: null,
      filedOn: '2025-01-15',
      createdAt: at,
      updatedAt: at,
      ...text,
    })
    .execute();
  await query
    .insertInto('hearings')
    .values({
      id: uniqueId(new Date(at)),
      caseId: id,
      day: '2026-12-01',
      time: '10:30',
      court: 'District Court',
      purpose: 'Arguments',
      outcome: '',
      notes: '',
      room: '',
      createdAt: at,
    })
    .execute();
  for (const [index, content] of documents.entries()) {
    const stored = await storeContent(paths, [content]);
    await query
      .insertInto('documents')
      .values({
        id: uniqueId(new Date(at)),
        caseId: id,
        name: `paper ${index + 1}.pdf`,
        mediaType: 'application/pdf',
        addedAt: at,
        tags: '[]',
        ...stored,
      })
      .execute();
  }
  return id;
}

export interface Office {
  readonly paths: ProfilePaths;
  readonly session: PracticeSession;
  readonly catalog: Catalog;
  readonly service: BackupService;
  digest(): Promise<string>;
}

/** A profile with a practice of `cases` cases and the given documents in the first of them. */
export async function office(
  options: {
    readonly cases?: number;
    readonly documents?: readonly Buffer[];
    readonly empty?: boolean;
    readonly folder?: string;
    readonly parts?: Partial<BackupServiceParts>;
  } = {},
): Promise<Office> {
  const paths = profilePaths(options.folder ?? (await tempFolder()));
  await prepareProfile(paths);
  const session = new PracticeSession(paths);
  if (options.empty !== true) {
    await createPractice(paths, { now: new Date(), name: 'Test office' });
    const practice = await openPractice(paths);
    practice.database.exec('BEGIN');
    for (let index = 0; index < (options.cases ?? 2); index += 1)
      await addCase(paths, practice, `WP ${index + 1}/2026`, index === 0 ? (options.documents ?? []) : []);
    practice.database.exec('COMMIT');
    closePractice(practice);
    await session.open();
  }
  const { catalog } = await Catalog.open(paths, new Date());
  const service = new BackupService({
    session,
    catalog,
    runner: inPlaceRunner,
    appVersion: '1.2.3',
    now: () => new Date(),
    background: { stop: async () => {}, boot: () => {} },
    onTrouble: (what, error) => {
      throw new Error(`trouble: ${what}`, { cause: error });
    },
    ...options.parts,
  });
  onTestFinished(() => {
    session.close();
    catalog.close();
  });
  return {
    paths,
    session,
    catalog,
    service,
    digest: () => session.use(({ database }) => digestPractice(database, paths.files)),
  };
}

/** The code of the AppError that a promise rejects with. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'no failure';
}
