/** The foreign tools that some tests need: to hold archives against, to compile, to make a disk. Without them those tests are skipped. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Each with the system packages that bring it. */
const packagesOf = {
  unzip: ['unzip'],
  sqlite3: ['sqlite3'],
  cc: ['gcc', 'libc6-dev'],
  'mkfs.ext4': ['e2fsprogs'],
  'mkfs.xfs': ['xfsprogs'],
} as const;
export type TestTool = keyof typeof packagesOf;

/** Installs what is missing where it may; says what it does, and what will be skipped. */
export function ensureTestTools(
  say: (line: string) => void,
  tools: readonly TestTool[] = ['unzip', 'sqlite3'],
): void {
  const missing = (): TestTool[] => tools.filter((tool) => spawnSync('which', [tool]).status !== 0);
  const wanted = missing();
  if (wanted.length === 0) return;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    const packages = wanted.flatMap((tool) => packagesOf[tool]);
    say(`Installing the system packages ${packages.join(' and ')} (apt-get) …`);
    spawnSync('apt-get', ['update'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { stdio: 'ignore' });
  }
  const left = missing();
  if (left.length > 0) say(`Without ${left.join(' and ')} the tests that need them are skipped.`);
}
