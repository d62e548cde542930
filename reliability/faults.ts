/** Runs the driver with a fault at one of its calls, and says how it ended. */
import { spawn } from 'node:child_process';
import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from './context.ts';

export type Fault =
  | { readonly kind: 'kill' | 'torn' | 'power'; readonly at: number }
  | { readonly kind: 'fail'; readonly at: number; readonly errno: number; readonly isSticky: boolean }
  /** Files, by a part of their paths, that cannot be read. */
  | { readonly kind: 'refuse'; readonly files: string; readonly errno: number; readonly times?: number }
  /** Only counts the calls. */
  | { readonly kind: 'count'; readonly log: string };

export const ENOSPC = 28;
export const EIO = 5;
export const EACCES = 13;

/** Nothing may take longer; the operations here take a fraction of a second. */
const WATCHDOG_MS = 30_000;

export interface Ending {
  readonly how: 'done' | 'failed' | 'killed' | 'hung' | 'broke';
  /** Lines that the driver told before its end. */
  readonly told: readonly string[];
  /** Code and sentence of a failure, or what stood on stderr. */
  readonly words: string;
}

function environment(fault: Fault): Record<string, string> {
  switch (fault.kind) {
    case 'count':
      return { FAULT_LOG: fault.log };
    case 'kill':
      return { FAULT_KILL: String(fault.at) };
    case 'torn':
      return { FAULT_KILL: String(fault.at), FAULT_TORN: '1' };
    case 'power':
      return { FAULT_KILL: String(fault.at), FAULT_POWER: '1' };
    case 'refuse': {
      const { files, errno, times } = fault;
      const ever = { FAULT_READ: files, FAULT_READ_ERRNO: String(errno) };
      return times === undefined ? ever : { ...ever, FAULT_READ_TIMES: String(times) };
    }
    case 'fail': {
      const one = { FAULT_FAIL: String(fault.at), FAULT_ERRNO: String(fault.errno) };
      return fault.isSticky ? { ...one, FAULT_STICKY: '1' } : one;
    }
  }
}

/** Runs one operation on the profile in `folder`. Without a fault the shim is not loaded. */
export function drive(
  context: Context,
  operation: readonly string[],
  options: { readonly folder: string; readonly watched?: string; readonly fault?: Fault },
): Promise<Ending> {
  const { folder, watched = folder, fault } = options;
  const faulty = fault ? { LD_PRELOAD: context.shim!, FAULT_DIR: watched, ...environment(fault) } : {};
  const [name = '', argument = ''] = operation;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [context.driver, name, folder, argument], {
      env: { ...process.env, ...faulty, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    let isHung = false;
    const watchdog = setTimeout(() => {
      isHung = true;
      child.kill('SIGKILL');
    }, WATCHDOG_MS);
    child.stdout.on('data', (chunk) => (stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    child.on('error', reject);
    child.on('close', (_, signal) => {
      clearTimeout(watchdog);
      const told = stdout.split('\n').filter(Boolean);
      resolve({ ...howItEnded(told, signal, isHung), told, words: wordsOf(told, stderr) });
    });
  });
}

function howItEnded(told: readonly string[], signal: string | null, isHung: boolean): Pick<Ending, 'how'> {
  if (isHung) return { how: 'hung' };
  if (told.includes('DONE')) return { how: 'done' };
  if (told.some((line) => line.startsWith('FAILED '))) return { how: 'failed' };
  return { how: signal === 'SIGKILL' ? 'killed' : 'broke' };
}

const wordsOf = (told: readonly string[], stderr: string): string =>
  told.find((line) => line.startsWith('FAILED '))?.slice('FAILED '.length) ?? stderr.slice(0, 300);

/** The calls of the operation that change something, found by running it once on a copy: `write`, `rename`, in order. */
export async function callsOf(
  context: Context,
  operation: readonly string[],
  template: string,
): Promise<readonly string[]> {
  const folder = join(context.workspace, `count-${operation[0]}`);
  const log = `${folder}.log`;
  // It is appended to, and may be there from another subject.
  await rm(log, { force: true });
  await cp(template, folder, { recursive: true });
  const ending = await drive(context, operation, { folder, fault: { kind: 'count', log } });
  if (ending.how !== 'done') throw new Error(`${operation[0]} did not work at all: ${ending.words}`);
  const lines = (await readFile(log, 'utf8')).trimEnd().split('\n');
  await rm(folder, { recursive: true });
  return lines.map((line) => line.split(' ')[1] ?? '');
}

/** The points at which a fault is tried: every one, or every n-th. */
export const points = (calls: number, every: number): number[] =>
  Array.from({ length: Math.ceil(calls / every) }, (_, index) => 1 + index * every);
