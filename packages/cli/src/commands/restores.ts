/** Commands that change which state of the practice is the live one. */
import type { RestoreResult } from '@causebook/contracts';
import {
  archiveChoice,
  noArguments,
  onlyArgument,
  profileFolder,
  requireYes,
  stateId,
  wholeNumber,
} from '../arguments.ts';
import { told, type Command } from '../command.ts';
import type { CommandResult } from '../output.ts';
import { withHeldProfile, withProfile } from '../profile-session.ts';

function restored(answer: RestoreResult & { message: string }): CommandResult {
  const result = told(answer);
  return { ...result, lines: [...result.lines, ...answer.errors] };
}

export const restore: Command = {
  usage: 'restore FILE|ID --yes [--changed]',
  about:
    'Replaces the practice with a backup. The present state is kept and can be brought back with "undo". With --changed also from one that was changed since it was made.',
  options: ['yes', 'changed'],
  run: async ({ values, positionals, signal, ...hooks }) => {
    const choice = archiveChoice(onlyArgument(positionals, 'backup file or id'));
    requireYes(values, 'A restore replaces the practice.');
    return withHeldProfile(profileFolder(values), hooks, async ({ service }) =>
      restored(
        await service.restores.restore(choice, null, { signal, acceptsChanged: values.changed === true }),
      ),
    );
  },
};

export const undo: Command = {
  usage: 'undo --yes',
  about: 'Goes back to the state before the last restore.',
  options: ['yes'],
  run: async ({ values, positionals, ...hooks }) => {
    noArguments(positionals);
    requireYes(values, 'This replaces the practice with its state before the last restore.');
    return withHeldProfile(profileFolder(values), hooks, async ({ service }) =>
      restored(await service.restores.undo()),
    );
  },
};

export const rollback: Command = {
  usage: 'rollback STATE --yes',
  about: 'Goes back to a state that restore-points lists.',
  options: ['yes'],
  run: async ({ values, positionals, ...hooks }) => {
    const id = stateId(onlyArgument(positionals, 'state'));
    requireYes(values, 'This replaces the practice with that state.');
    return withHeldProfile(profileFolder(values), hooks, async ({ service }) =>
      restored(await service.restores.rollBack(id)),
    );
  },
};

export const history: Command = {
  usage: 'history [--limit N]',
  about: 'Lists what was done, newest first.',
  options: ['limit'],
  run: async ({ values, positionals, ...hooks }) => {
    noArguments(positionals);
    return withProfile(profileFolder(values), hooks, async ({ service }) => {
      const entries = await service.history(wholeNumber(values, 'limit', 20, 2000));
      return {
        value: { success: true, entries },
        lines: entries.map((entry) => `${entry.startedAt}  ${entry.kind}  ${entry.status}  ${entry.message}`),
      };
    });
  },
};
