/** The process of one operation: receives one task, tells its progress, answers once. */
import { constants, setPriority } from 'node:os';
import { runEngineTask, type EngineTask } from '@causebook/backup';
import { toFailure } from '@causebook/contracts';
import { describe } from '../log.ts';
import type { FromEngine, ToEngine } from './messages.ts';

const cancelling = new AbortController();
const tell = (message: FromEngine): void => process.parentPort.postMessage(message);

async function run(task: EngineTask): Promise<void> {
  try {
    const result = await runEngineTask(task, {
      signal: cancelling.signal,
      onProgress: (progress) => tell({ type: 'progress', progress }),
    });
    tell({ type: 'result', result });
  } catch (error) {
    tellFailure(error);
  }
}

function tellFailure(error: unknown): void {
  tell({ type: 'failure', failure: toFailure(error), trace: describe(error) });
}

/** The window comes first, whatever is being compressed here. */
function stepBack(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch (error) {
    // Some systems do not let a process choose; the work is the same.
    console.warn('The priority could not be lowered.', error);
  }
}

// A library that fails outside of any promise must end the operation, not leave it hanging.
process.on('uncaughtException', tellFailure);
process.on('unhandledRejection', tellFailure);

stepBack();
process.parentPort.on('message', ({ data }) => {
  const message = data as ToEngine;
  if (message.type === 'cancel') cancelling.abort();
  else void run(message.task);
});
