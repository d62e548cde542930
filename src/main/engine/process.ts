/** The process of one operation: receives one task, tells its progress, answers once. */
import { join } from 'node:path';
import { runEngineTask } from '@causebook/backup';
import { toFailure } from '@causebook/contracts';
import type { ImportTask } from '@causebook/data';
import { describe } from '../log.ts';
import type { FromEngine, ProcessTask, ToEngine } from './messages.ts';
import { stepBack } from './step-back.ts';

// As in main: what is written is for this account only, whatever the system's habit is.
process.umask(0o077);

/** Built beside this module; see electron.vite.config.ts. */
const threads = { entry: join(import.meta.dirname, 'engine-thread.js') };
const cancelling = new AbortController();
const tell = (message: FromEngine): void => process.parentPort.postMessage(message);

const isImport = (task: ProcessTask): task is ImportTask => task.kind.startsWith('import-');

async function run(task: ProcessTask): Promise<void> {
  const hooks = {
    signal: cancelling.signal,
    onProgress: (progress: Extract<FromEngine, { type: 'progress' }>['progress']) =>
      tell({ type: 'progress', progress }),
  };
  // An import is what somebody waits for; everything else works behind their back.
  if (!isImport(task)) stepBack();
  try {
    const result = await (isImport(task)
      ? // With all that reads spreadsheets; a backup starts without.
        (await import('@causebook/data')).runImportTask(task, hooks)
      : runEngineTask(task, { ...hooks, threads, isAlone: true }));
    tell({ type: 'result', result });
  } catch (error) {
    tellFailure(error);
  }
}

function tellFailure(error: unknown): void {
  tell({ type: 'failure', failure: toFailure(error), trace: describe(error) });
}

// A library that fails outside of any promise must end the operation, not leave it hanging.
process.on('uncaughtException', tellFailure);
process.on('unhandledRejection', tellFailure);

process.parentPort.on('message', ({ data }) => {
  const message = data as ToEngine;
  if (message.type === 'cancel') cancelling.abort();
  else void run(message.task);
});
