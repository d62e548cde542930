/** A temp profile for the tests of this package. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { profilePaths, type ProfilePaths } from '../src/profile-paths.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

export async function tempProfile(): Promise<ProfilePaths> {
  const folder = await mkdtemp(join(tmpdir(), 'causebook-data-'));
  folders.push(folder);
  return profilePaths(folder);
}

export const now = new Date('2026-03-02T09:00:00Z');
