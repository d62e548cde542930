/** A thread of the engine: does one duty after another until it is ended. */
import { parentPort } from 'node:worker_threads';
import { dutiesWith, type Duties, type Tell } from './duties.ts';
import { describeThrown, type FromThread, type ToDo, type ToThread } from './messages.ts';

const port = parentPort;
if (port === null) throw new Error('This module runs in a thread only.');

const tell = (message: FromThread): void => port.postMessage(message);

// A thread that is not wanted any more is ended from outside, so it need not ask.
const working = (slots: readonly SharedArrayBuffer[]): Duties =>
  dutiesWith({ slots: slots.map((slot) => Buffer.from(slot)), isCancelled: () => false });

let duties = working([]);

async function work({ id, duty, input }: ToDo): Promise<void> {
  try {
    const run = duties[duty] as (given: typeof input, told: Tell) => unknown;
    tell({ type: 'done', id, result: await run(input, (bytes) => tell({ type: 'told', id, bytes })) });
  } catch (error) {
    tell({ type: 'failed', id, failure: describeThrown(error) });
  }
}

// One at a time and in order: a stream of pieces counts on it.
let last = Promise.resolve();
port.on('message', (message: ToThread) => {
  last = last.then(() => {
    if (message.type === 'do') return work(message);
    duties.putDown();
    duties = working(message.slots);
  });
});
tell({ type: 'ready' });
