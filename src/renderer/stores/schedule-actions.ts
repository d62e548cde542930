/** Reads and saves the schedule. */
import type { Schedule } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { report } from '../report.ts';
import { newestOnly } from './newest-only.ts';
import { useSchedule } from './schedule-store.ts';

export const refreshSchedule = newestOnly(
  () => invoke('backup:getSchedule'),
  (result) =>
    useSchedule.setState(result.success ? { status: result.status, failure: null } : { failure: result }),
);

/** Whether it was saved. */
export async function saveSchedule(schedule: Schedule): Promise<boolean> {
  useSchedule.setState({ saving: true });
  const result = await report(invoke('backup:saveSchedule', { schedule }), { id: 'schedule' });
  useSchedule.setState(result.success ? { saving: false, status: result.status } : { saving: false });
  return result.success;
}
