/** A temp profile for the tests of this package. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { profilePaths, type ProfilePaths } from '../src/profile-paths.ts';

/** For the test that runs, which clears it away when it has ended. */
export async function tempProfile(): Promise<ProfilePaths> {
  const folder = await mkdtemp(join(tmpdir(), 'causebook-data-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return profilePaths(folder);
}

export const now = new Date('2026-03-02T09:00:00Z');
