/** The practice that is measured: made once by the command line, kept in the cache. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchmarkContext } from './benchmark.ts';

const repository = join(import.meta.dirname, '../..');

/** About three hearings a case; documents of the least size. */
export const BIG = { cases: 50_000, documents: 20_000, bytes: 130_000_000 } as const;

export const today = (): string => new Date().toLocaleDateString('en-CA');

/** @returns the profile folder of a practice whose today is this day */
export function bigPractice({ cache, say }: BenchmarkContext): string {
  const profile = join(cache, `diary-${BIG.cases}-${BIG.documents}-${today()}`);
  if (existsSync(profile)) return profile;
  const making = `${profile}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  say(`Making a practice of ${BIG.cases} cases and ${BIG.documents} documents; this takes some minutes …`);
  const began = performance.now();
  const size = Object.entries(BIG).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      join(repository, 'packages/cli/bin/causebook.js'),
      '--data',
      making,
      'sample',
      ...size,
      '--today',
      today(),
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The practice could not be made: ${stderr}`);
  renameSync(making, profile);
  say(`Made in ${Math.round((performance.now() - began) / 1000)} s.`);
  return profile;
}
