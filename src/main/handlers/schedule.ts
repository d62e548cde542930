/** Handlers for the automatic export's schedule. */
import type { ScheduleStatus } from '@causebook/contracts';
import type { HandlerParts, Some } from './parts.ts';

export function scheduleHandlers({
  automaticExport,
  scheduler,
  service,
  broadcast,
}: HandlerParts): Some<'backup:getSchedule' | 'backup:saveSchedule'> {
  const statusNow = async (): Promise<ScheduleStatus> => {
    const last = (await service.library.list()).find(({ source }) => source === 'scheduled');
    return { ...automaticExport.status(scheduler), lastBackupId: last?.backupId ?? null };
  };
  return {
    'backup:getSchedule': async () => {
      const status = await statusNow();
      return {
        message: status.schedule.enabled ? 'Automatic backups are on.' : 'Automatic backups are off.',
        status,
      };
    },

    'backup:saveSchedule': async ({ schedule }) => {
      await automaticExport.save(schedule);
      scheduler.refresh('changed');
      broadcast('backup:changed', {});
      const message = schedule.enabled
        ? 'The schedule of the automatic backups was saved.'
        : 'Automatic backups are off.';
      return { message, status: await statusNow() };
    },
  };
}
