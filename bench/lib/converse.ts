/** Waits for what another process says. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** @returns its next message @throws when it ends instead */
export async function nextMessage(child: ChildProcess, who: string): Promise<unknown> {
  const listening = new AbortController();
  const { signal } = listening;
  try {
    const [message] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`The process of ${who} ended with ${code}.`);
      }),
    ]);
    return message;
  } finally {
    listening.abort();
  }
}
