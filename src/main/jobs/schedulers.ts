/** What runs by itself while the app is open: stopped for a restore and for the end, booted again after a restore. */
import { Scheduler, type ScheduledTask } from '@causebook/jobs';
import type { Log } from '../log.ts';

/** The task, but not while a sample practice is open: what falls due in one's own is done when one is back. */
export const onlyInOwnPractice = (task: ScheduledTask, isSample: () => boolean): ScheduledTask => ({
  name: task.name,
  nextRun: (now, session) => (isSample() ? null : task.nextRun(now, session)),
  run: (signal) => task.run(signal),
});

/** To add a task: write it beside this file and pass it here in index.ts. */
export function createSchedulers(tasks: readonly ScheduledTask[], log: Log): Scheduler {
  return new Scheduler({ tasks, onError: (task, error) => log.error(`${task.name} failed`, error) });
}
