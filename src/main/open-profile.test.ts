import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openProfile } from './open-profile.ts';

let root: string;
const now = (): Date => new Date('2026-05-04T10:00:00Z');
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'causebook-profile-'))));
afterEach(() => rmSync(root, { recursive: true }));

const current = (): string => join(root, 'data', 'CURRENT');
const generations = (): string[] => readdirSync(join(root, 'data', 'generations')).toSorted();

test('a new profile gets an empty practice, and the same one is there the next time', async () => {
  const first = await openProfile(root, now);
  expect(first.session.problem).toBeNull();
  expect(await first.session.counts()).toMatchObject({ cases: 0 });
  first.close();
  const states = generations();
  const second = await openProfile(root, now);
  expect(second.session.problem).toBeNull();
  second.close();
  expect(generations()).toEqual(states);
});

test('a profile in use is refused, and free again when it is closed', async () => {
  const first = await openProfile(root, now);
  await expect(openProfile(root, now)).rejects.toMatchObject({ code: 'BUSY' });
  first.close();
  (await openProfile(root, now)).close();
});

test.each<[string, (path: string) => void]>([
  ['missing', (path) => rmSync(path)],
  ['empty', (path) => writeFileSync(path, '')],
  ['nonsense', (path) => writeFileSync(path, 'x'.repeat(40))],
])(
  'a CURRENT that is %s beside a practice is told; nothing is created, changed or removed',
  async (_, damage) => {
    (await openProfile(root, now)).close();
    damage(current());
    const [states, text] = [generations(), existsSync(current()) ? readFileSync(current(), 'utf8') : null];
    const profile = await openProfile(root, now);
    expect(profile.session.problem).toMatchObject({ code: 'PRACTICE_UNREADABLE' });
    profile.close();
    expect(generations()).toEqual(states);
    expect(existsSync(current()) ? readFileSync(current(), 'utf8') : null).toBe(text);
  },
);

test('a database that is damaged is told and left as it is', async () => {
  (await openProfile(root, now)).close();
  const database = join(root, 'data', 'generations', generations()[0] ?? '', 'database.sqlite');
  const damaged = Buffer.from(readFileSync(database)).fill(0x5a, 0, 4096);
  writeFileSync(database, damaged);
  const profile = await openProfile(root, now);
  expect(profile.session.problem?.code).toBe('FILE_CORRUPTION');
  profile.close();
  expect(readFileSync(database).equals(damaged)).toBe(true);
});

test('a damaged catalog is set aside, and the practice opens', async () => {
  (await openProfile(root, now)).close();
  writeFileSync(join(root, 'catalog.sqlite'), Buffer.alloc(8192, 0x5a));
  const profile = await openProfile(root, now);
  expect(profile.quarantinedCatalog).toContain('quarantine');
  expect(profile.session.problem).toBeNull();
  profile.close();
});
