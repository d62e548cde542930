/** Runs the command line in this process and collects what it prints. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { main } from '../src/main.ts';

/** For the test that runs, which clears it away when it has ended. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'causebook-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface Run {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function run(...args: string[]): Promise<Run> {
  let stdout = '';
  let stderr = '';
  const exit = await main(args, {
    stdout: { write: (text) => void (stdout += text) },
    stderr: { write: (text) => void (stderr += text) },
  });
  return { exit, stdout, stderr };
}

/** With `--json`: the exit code and the one object. */
export async function json(...args: string[]): Promise<{ exit: number; [key: string]: any }> {
  const { exit, stdout } = await run(...args, '--json');
  return { exit, ...(JSON.parse(stdout) as object) };
}
