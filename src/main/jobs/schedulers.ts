/** What runs by itself while the app is open: stopped for a restore and for the end, booted again after a restore. */
import { Scheduler, type ScheduledTask } from '@causebook/jobs';
import type { Log } from '../log.ts';

/** To add a task: write it beside this file and pass it here in index.ts. */
export function createSchedulers(tasks: readonly ScheduledTask[], log: Log): Scheduler {
  return new Scheduler({ tasks, onError: (task, error) => log.error(`${task.name} failed`, error) });
}
