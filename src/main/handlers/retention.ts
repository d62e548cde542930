/** Handlers for which backups are kept, and for what stands against removing any. */
import type { RetentionPolicy, RetentionStatus, Schedule } from '@causebook/contracts';
import type { HandlerParts, Some } from './parts.ts';

/** Backups that the schedule makes a day if the app is always open. */
function perDay({ enabled, rule }: Schedule): number {
  if (!enabled) return 0;
  switch (rule.kind) {
    case 'hourly':
      return 24 / rule.everyHours;
    case 'daily':
      return 1;
    case 'weekly':
      return rule.on.length / 7;
  }
}

export function retentionHandlers({
  service,
  automaticExport,
}: HandlerParts): Some<
  | 'backup:getRetention'
  | 'backup:previewRetention'
  | 'backup:saveRetention'
  | 'backup:prune'
  | 'backup:protect'
  | 'backup:unprotect'
  | 'backup:acceptSuspicion'
> {
  const statusOf = (policy?: RetentionPolicy): Promise<RetentionStatus> =>
    service.retention.status({ perDay: perDay(automaticExport.schedule), ...(policy ? { policy } : {}) });
  return {
    'backup:getRetention': async () => {
      const retention = await statusOf();
      return { message: inWords(retention), retention };
    },

    'backup:previewRetention': async ({ policy }) => {
      const retention = await statusOf(policy);
      return { message: inWords(retention), retention };
    },

    'backup:saveRetention': async ({ policy }) => {
      await service.retention.save(policy);
      const message = policy.enabled
        ? 'The rules for keeping backups were saved.'
        : 'Old backups are not removed any more.';
      return { message, retention: await statusOf() };
    },

    'backup:prune': () => service.retention.prune(),

    'backup:protect': ({ backupId }) => service.library.protect(backupId),

    'backup:unprotect': ({ backupId }) => service.library.unprotect(backupId),

    'backup:acceptSuspicion': async ({ key }) => {
      const { reason } = await service.guard.accept(key);
      const retention = await statusOf();
      const next = retention.held.length === 0 ? ' Old backups are removed again by the rules.' : '';
      return { message: `You said that this is right: ${reason}${next}`, retention };
    },
  };
}

const inWords = ({ policy, removable }: RetentionStatus): string =>
  policy.enabled ? `${removable.count} would go.` : 'Old backups are not removed.';
