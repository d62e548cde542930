/** The foreign tools that some tests hold archives against: unzip and sqlite3. Without them those tests are skipped. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const tools = ['unzip', 'sqlite3'];
const missing = (): string[] => tools.filter((tool) => spawnSync('which', [tool]).status !== 0);

/** Installs what is missing where it may; says what it does, and what will be skipped. */
export function ensureTestTools(say: (line: string) => void): void {
  const wanted = missing();
  if (wanted.length === 0) return;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    say(`Installing the system packages ${wanted.join(' and ')} (apt-get) …`);
    spawnSync('apt-get', ['update'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...wanted], { stdio: 'ignore' });
  }
  const left = missing();
  if (left.length > 0)
    say(`Without ${left.join(' and ')} the tests that compare archives with them are skipped.`);
}
