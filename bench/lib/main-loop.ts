/** Watches the event loop of the app's main process: how long whatever comes to it has to wait. */
import type { ElectronApplication } from '@playwright/test';

/** Milliseconds between two looks at the loop, which are part of every figure: an idle loop shows this much. */
export const LOOK_EVERY_MS = 1;

export interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Bytes: the most memory that main has had since it started. */
  readonly memory: number;
}

interface Watching {
  loopWatch?: () => Omit<LoopDelay, 'memory'>;
}

/** Two clocks: Node's own histogram, and a timer, because the histogram misses a block in the tick in which it began. */
export async function watchLoop(app: ElectronApplication): Promise<void> {
  await app.evaluate((_, every) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const delays = monitorEventLoopDelay({ resolution: every });
    let longest = 0;
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - before);
      before = now;
    }, every);
    delays.enable();
    (globalThis as Watching).loopWatch = () => {
      clearInterval(timer);
      delays.disable();
      const milliseconds = (nanoseconds: number): number => nanoseconds / 1e6;
      return {
        p50: milliseconds(delays.percentile(50)),
        p99: milliseconds(delays.percentile(99)),
        max: Math.max(milliseconds(delays.max), longest),
      };
    };
  }, LOOK_EVERY_MS);
}

/** Ends the watch. */
export const loopSeen = (app: ElectronApplication): Promise<LoopDelay> =>
  app.evaluate(() => {
    const { existsSync, readFileSync } = process.getBuiltinModule('node:fs');
    // On Linux a process inherits the most that its parent has had; this line tells its own.
    const own = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'latin1') : '';
    const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(own)?.[1];
    return {
      ...(globalThis as Watching).loopWatch!(),
      memory: 1024 * Number(kilobytes ?? process.resourceUsage().maxRSS),
    };
  });
