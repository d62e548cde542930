/** Commands about which backups are kept: remove old ones, protect one. */
import type { BackupId } from '@causebook/contracts';
import { backupId, noArguments, onlyArgument, profileFolder } from '../arguments.ts';
import { told, type Command } from '../command.ts';
import { withHeldProfile, type OpenProfile } from '../profile-session.ts';

export const prune: Command = {
  usage: 'prune [--dry-run]',
  about: 'Removes the backups that no rule keeps; with --dry-run it only says which.',
  options: ['dry-run'],
  run: async ({ values, positionals, signal, ...hooks }) => {
    noArguments(positionals);
    return withHeldProfile(profileFolder(values), hooks, async ({ service }) => {
      const answer = await service.retention.prune({ dryRun: values['dry-run'] === true, signal });
      const result = told(answer);
      return { ...result, lines: [...result.lines, ...answer.removed.map(({ fileName }) => fileName)] };
    });
  },
};

type Change = (service: OpenProfile['service'], id: BackupId) => Promise<{ readonly message: string }>;

const changing = (usage: string, about: string, change: Change): Command => ({
  usage,
  about,
  options: [],
  run: async ({ values, positionals, ...hooks }) => {
    const id = backupId(onlyArgument(positionals, 'backup id'));
    return withHeldProfile(profileFolder(values), hooks, async ({ service }) =>
      told(await change(service, id)),
    );
  },
});

export const protect = changing(
  'protect ID',
  'Keeps a backup whatever the rules say, and from being deleted.',
  (service, id) => service.library.protect(id),
);

export const unprotect = changing('unprotect ID', 'Stops protecting a backup.', (service, id) =>
  service.library.unprotect(id),
);
