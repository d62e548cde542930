/** Runs one command of a longer job, with its output on the screen. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

export const repository = join(import.meta.dirname, '../..');

export interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Ended, and failed, when it takes longer: half an hour if left out. A run that says nothing helps nobody. */
  readonly limitMinutes?: number;
}

const LAST_MOMENT_MS = 10_000;

/** True when the command exits with 0. Commands are those of node_modules/.bin, or of the system. */
export async function runStep({ name, command, args, env = {}, limitMinutes = 30 }: Step): Promise<boolean> {
  const started = performance.now();
  console.log(`\n== ${name}`);
  const bin = join(repository, 'node_modules/.bin');
  const child = spawn(command, args, {
    cwd: repository,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}`, ...env },
    shell: process.platform === 'win32',
  });
  let isOver = false;
  const limit = setTimeout(() => {
    isOver = true;
    console.error(`${name} did not end within ${limitMinutes} minutes, and was ended.`);
    // First so that it can end what it has started.
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), LAST_MOMENT_MS).unref();
  }, limitMinutes * 60_000);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once('exit', resolve);
  });
  clearTimeout(limit);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const isPassed = code === 0 && !isOver;
  console.log(`== ${name}: ${isPassed ? 'passed' : 'FAILED'} (${seconds} s)`);
  return isPassed;
}
