/** A disk that does not give some files: the shim of the reliability suite under a process that makes a backup. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackupMetadata } from '@causebook/contracts';

export const EIO = 5;
export const EACCES = 13;

export interface Refusing {
  /** Parts of the paths of files that it does not give. */
  readonly files: readonly string[];
  readonly errno: number;
  /** So many attempts fail; all of them if left out. */
  readonly times?: number;
}

/** What the process tells: of a backup, or of a failure. */
export type Told =
  | { readonly metadata: BackupMetadata; readonly warnings: readonly string[]; readonly message: string }
  | { readonly code: string; readonly message: string; readonly remedy: string };

const source = join(import.meta.dirname, '../../../reliability/shim/fault-shim.c');

/** Whether the shim can be made here. */
export const canRefuse = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0;

/** Makes a backup of the profile in a process that is refused files. The profile must not be open elsewhere. */
export function backUpRefused(
  profile: string,
  refusing: Refusing,
  work: 'export' | 'increment' | 'consolidate' = 'export',
): Told {
  const folder = mkdtempSync(join(tmpdir(), 'causebook-shim-'));
  try {
    const shim = join(folder, 'fault-shim.so');
    const made = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', shim, source, '-ldl'], {
      encoding: 'utf8',
    });
    if (made.status !== 0) throw new Error(made.stderr);
    const program = join(import.meta.dirname, 'back-up-here.ts');
    const { stdout, stderr } = spawnSync(process.execPath, [program, profile, work], {
      encoding: 'utf8',
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        LD_PRELOAD: shim,
        FAULT_DIR: profile,
        FAULT_READ: refusing.files.join(':'),
        FAULT_READ_ERRNO: String(refusing.errno),
        ...(refusing.times === undefined ? {} : { FAULT_READ_TIMES: String(refusing.times) }),
      },
    });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout) as Told;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
