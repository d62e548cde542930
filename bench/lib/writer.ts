/** Somebody who goes on working: a process that commits a change every 20 ms. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nextMessage } from './converse.ts';

export const COMMIT_EVERY_MS = 20;

export interface Writer {
  /** Counts from now on. */
  begin(): Promise<void>;
  /** Milliseconds from when each commit was due until it was on the disk. Ends the process. */
  end(): Promise<number[]>;
  /** Ends it without an answer, if it is still there. */
  stop(): void;
}

export async function startWriter(database: string): Promise<Writer> {
  const child = fork(join(import.meta.dirname, 'writer-process.ts'), [database, String(COMMIT_EVERY_MS)]);
  const ask = async (word: 'begin' | 'end'): Promise<unknown> => {
    const answer = nextMessage(child, 'the writer');
    child.send(word);
    return answer;
  };
  await ask('begin');
  return {
    begin: async () => {
      await ask('begin');
    },
    end: async () => {
      const exited = once(child, 'exit');
      const late = (await ask('end')) as number[];
      await exited;
      return late;
    },
    stop: () => void child.kill(),
  };
}
