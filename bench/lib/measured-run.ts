/** Runs a program and says what it took: time, processor and memory of its largest process. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export interface MeasuredRun {
  readonly wall: number;
  readonly cpu: number;
  /** Bytes; NaN where there is no GNU time. */
  readonly peak: number;
  readonly stdout: string;
}

const GNU_TIME = '/usr/bin/time';
const MARK = 'measured:';

/** @throws when the program fails */
export function measuredRun(
  command: readonly string[],
  { cwd, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): MeasuredRun {
  // What others have written must not be waited for here.
  spawnSync('sync');
  const hasTime = existsSync(GNU_TIME);
  const [program, ...args] = hasTime ? [GNU_TIME, '-f', `${MARK}%U %S %M`, ...command] : command;
  const began = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program!, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const wall = (performance.now() - began) / 1000;
  if (error) throw error;
  if (status !== 0) throw new Error(`${command.slice(0, 3).join(' ')} failed: ${stderr.slice(-500)}`);
  const [user = NaN, system = NaN, kilobytes = NaN] = stderr
    .slice(stderr.lastIndexOf(MARK) + MARK.length)
    .split(' ')
    .map(Number);
  return { wall, cpu: hasTime ? user + system : NaN, peak: kilobytes * 1024, stdout };
}
