/** Handlers for the automatic export's schedule. */
import type { HandlerParts, Some } from './parts.ts';

export function scheduleHandlers({
  automaticExport,
  scheduler,
  broadcast,
}: HandlerParts): Some<'backup:getSchedule' | 'backup:saveSchedule'> {
  return {
    'backup:getSchedule': async () => {
      const status = automaticExport.status(scheduler);
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
      return { message, status: automaticExport.status(scheduler) };
    },
  };
}
