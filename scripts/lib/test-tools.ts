/** The foreign tools that tests and benchmarks need: to hold archives against, to compile, to make a disk. What needs a missing one is skipped. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Each with the system packages that bring it. */
const packagesOf = {
  unzip: ['unzip'],
  sqlite3: ['sqlite3'],
  cc: ['gcc', 'libc6-dev'],
  'mkfs.ext4': ['e2fsprogs'],
  'mkfs.xfs': ['xfsprogs'],
  zip: ['zip'],
  '7z': ['p7zip-full'],
  restic: ['restic'],
  borg: ['borgbackup'],
  openssl: ['openssl'],
  time: ['time'],
} as const;
export type TestTool = keyof typeof packagesOf;

/**
 * Installs what is missing where it may; says what it does, and what will be skipped.
 * @param who need them, in the words of that last sentence
 * @returns what is missing all the same
 */
export function ensureTestTools(
  say: (line: string) => void,
  tools: readonly TestTool[] = ['unzip', 'sqlite3'],
  who = 'the tests',
): readonly TestTool[] {
  const missing = (): TestTool[] => tools.filter((tool) => spawnSync('which', [tool]).status !== 0);
  const wanted = missing();
  if (wanted.length === 0) return [];
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    const packages = wanted.flatMap((tool) => packagesOf[tool]);
    say(`Installing the system packages ${packages.join(' and ')} (apt-get) …`);
    spawnSync('apt-get', ['update'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { stdio: 'ignore' });
  }
  const left = missing();
  if (left.length > 0) say(`Without ${left.join(' and ')} ${who} that need them are skipped.`);
  return left;
}
