/** The other programs: how they are called, and what stands for a fair comparison. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureTestTools, type TestTool } from '../../scripts/lib/test-tools.ts';
import { fresh } from './files.ts';
import { measuredRun, type MeasuredRun } from './measured-run.ts';

const TOOLS = [
  'zip',
  'unzip',
  '7z',
  'restic',
  'borg',
  'openssl',
  'time',
  'sqlite3',
] as const satisfies TestTool[];
export type Peer = (typeof TOOLS)[number];

/** Installs what is missing where it may. @returns what is here; the rows of others are left out */
export function availablePeers(say: (line: string) => void): ReadonlySet<Peer> {
  const missing = ensureTestTools(say, TOOLS, 'the comparisons');
  return new Set(TOOLS.filter((tool) => !missing.includes(tool)));
}

/** What was compared with, for the page. */
export function versionsOf(peers: ReadonlySet<Peer>): string {
  const asked: Readonly<Partial<Record<Peer, readonly string[]>>> = {
    zip: ['zip', '-v'],
    unzip: ['unzip', '-v'],
    '7z': ['7z'],
    restic: ['restic', 'version'],
    borg: ['borg', '--version'],
    openssl: ['openssl', 'version'],
    sqlite3: ['sqlite3', '--version'],
  };
  const versions = Object.entries(asked).flatMap(([peer, [program, ...args]]) => {
    if (!peers.has(peer as Peer)) return [];
    const { stdout } = spawnSync(program!, args, { encoding: 'utf8' });
    const version = /\b\d+\.\d[\d.]*/.exec(stdout.split('\n').find((line) => /\d\.\d/.test(line)) ?? '');
    return [`${peer} ${version?.[0] ?? '(unknown version)'}`];
  });
  return `Compared with ${versions.join(', ')}.`;
}

/** A store of backups that knows what it has already. */
export interface Repository {
  readonly name: 'restic' | 'borg';
  /** The row of each operation. */
  readonly checkName: string;
  readonly restoreName: string;
  /** Where its files lie; they and its cache are on the same disk as everything else. */
  readonly folder: string;
  /** Makes it empty. */
  create(): void;
  backUp(tree: string): MeasuredRun;
  check(): MeasuredRun;
  /** @param into an empty folder */
  restore(into: string): MeasuredRun;
}

/**
 * restic as it comes: it compresses with zstd, cuts files into pieces of about 1 MB, and encrypts, which it cannot be
 * told to leave. Its cache is left on, because `--no-cache` would make it read its index anew each time, as nobody who
 * uses it does; an increment is measured with the cache that the backup before it has left. `-q` spares it its progress.
 */
export function resticIn(folder: string): Repository {
  const repository = join(folder, 'repository');
  const env = { RESTIC_PASSWORD: 'measured', RESTIC_CACHE_DIR: join(folder, 'cache') };
  const restic = (args: readonly string[], cwd?: string): MeasuredRun =>
    measuredRun(['restic', '-q', '-r', repository, ...args], { env, ...(cwd === undefined ? {} : { cwd }) });
  return {
    name: 'restic',
    checkName: 'restic check --read-data',
    restoreName: 'restic restore',
    folder: repository,
    create: () => {
      fresh(folder);
      restic(['init']);
    },
    backUp: (tree) => restic(['backup', '.'], tree),
    check: () => restic(['check', '--read-data']),
    restore: (into) => restic(['restore', 'latest', '--target', into]),
  };
}

/** borg without encryption and with its own default compression, lz4: the fastest that it can be. */
export function borgIn(folder: string): Repository {
  const repository = join(folder, 'repository');
  const env = {
    BORG_BASE_DIR: join(folder, 'base'),
    BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK: 'yes',
    BORG_RELOCATED_REPO_ACCESS_IS_OK: 'yes',
  };
  const borg = (args: readonly string[], cwd: string = folder): MeasuredRun =>
    measuredRun(['borg', ...args], { env, cwd });
  let made = 0;
  return {
    name: 'borg',
    checkName: 'borg check --verify-data',
    restoreName: 'borg extract',
    folder: repository,
    create: () => {
      fresh(folder);
      borg(['init', '--encryption', 'none', repository]);
      made = 0;
    },
    backUp: (tree) => borg(['create', '--compression', 'lz4', `${repository}::${(made += 1)}`, '.'], tree),
    check: () => borg(['check', '--verify-data', repository]),
    restore: (into) => borg(['extract', `${repository}::${made}`], into),
  };
}
