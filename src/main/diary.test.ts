/** Changes of the practice while another practice takes its place, over real databases. */
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor, GenerationId } from '@causebook/contracts';
import { addEmptyPractice, countPractice, flipGeneration, liveGeneration } from '@causebook/data';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Diary, type Changed } from './diary.ts';
import { DocumentAdding } from './document-adding.ts';
import { openProfile, type OpenProfile } from './open-profile.ts';

const now = (): Date => new Date();
const code = (name: string) => expect.objectContaining({ code: name });

let folder: string;
let profile: OpenProfile;
let diary: Diary;
let actor: Actor;
let another: GenerationId;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causebook-diary-'));
  profile = await openProfile(join(folder, 'profile'), now);
  actor = { userId: 'a', name: 'Asha Rao', role: 'owner' };
  const { session, catalog } = profile;
  another = await addEmptyPractice(profile.paths, now());
  const log = { error: (what: string) => expect.unreachable(what) };
  diary = new Diary({ session, audit: catalog.audit, actor: () => actor, now, broadcast: () => {}, log });
});
afterEach(() => {
  profile.close();
  rmSync(folder, { recursive: true });
});

const note = { what: 'Renamed the practice', subject: 'practice' } as const;
const changed: Changed<null> = { result: null, notes: [note] };
const entries = () => profile.catalog.audit.entries({ caseId: null, userId: null, after: null, limit: 9 });

/** Opens a sample in place of the practice, as the switch does. It begins at once. */
async function openAnother(): Promise<void> {
  await profile.session.replace(() => flipGeneration(profile.paths, another));
  profile.catalog.sampleId = 'sample-1';
}

/** A change that is under way until it may end. */
async function beginLong() {
  const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const long = diary.change(async () => {
    begun.resolve();
    await gate.promise;
    return changed;
  });
  await begun.promise;
  return { long, end: gate.resolve };
}

test('a change that was asked for before the practice was replaced is not made in the other one', async () => {
  const { long, end } = await beginLong();
  const written: string[] = [];
  const queued = diary.change(async ({ generationId }) => {
    written.push(generationId);
    return changed;
  });
  const refused = expect(queued).rejects.toEqual(code('BUSY'));
  const switched = openAnother();
  const late = expect(diary.change(async () => changed)).rejects.toEqual(code('BUSY'));
  end();
  await Promise.all([long, switched, refused, late]);
  expect(written).toEqual([]);
  await diary.change(async ({ generationId }) => {
    written.push(generationId);
    return changed;
  });
  expect(written).toEqual([await liveGeneration(profile.paths)]);
});

test('what was done is noted under the name of who asked for it', async () => {
  const { long, end } = await beginLong();
  const next = diary.change(async () => changed);
  actor = { userId: 'b', name: 'Bina', role: 'clerk' };
  end();
  await Promise.all([long, next]);
  expect((await entries()).map(({ userName }) => userName)).toEqual(['Asha Rao', 'Asha Rao']);
});

test('a note of a change that ends as the practice is replaced belongs to the practice it was made in', async () => {
  const { audit } = profile.catalog;
  const append = audit.append.bind(audit);
  vi.spyOn(audit, 'append').mockImplementation(async (entry, when) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    await append(entry, when);
  });
  const { long, end } = await beginLong();
  const switched = openAnother();
  end();
  await Promise.all([long, switched]);
  profile.catalog.sampleId = null;
  expect(await entries()).toHaveLength(1);
});

test('a file that is being added while the practice is replaced is in none of them', async () => {
  const file = join(folder, 'plaint.pdf');
  await writeFile(file, '%PDF-1.7 the plaint');
  const adding = new DocumentAdding({ session: profile.session, diary, broadcast: () => {} });
  const { long, end } = await beginLong();
  const added = expect(adding.add(file, null)).rejects.toEqual(code('BUSY'));
  const second = expect(adding.add(file, null)).rejects.toEqual(code('BUSY'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const switched = openAnother();
  end();
  await Promise.all([long, switched, added, second]);
  expect(await profile.session.use(({ database }) => countPractice(database).documents)).toBe(0);
});

test('the end of the app waits for changes, and for what is noted of them', async () => {
  const { end } = await beginLong();
  void diary.change(async () => changed);
  end();
  await diary.quiet();
  expect(await entries()).toHaveLength(2);
});
