/** Commands about backups: make, list, verify, unpack, delete. */
import { resolve } from 'node:path';
import { inPlaceRunner, sizeInWords, verdictOf, verifiedInWords } from '@causebook/backup';
import {
  AppError,
  defaultSchedule,
  MAX_FULL_EVERY,
  signatureInWords,
  type BackupEntry,
} from '@causebook/contracts';
import { exists, profilePaths } from '@causebook/data';
import {
  archiveChoice,
  backupId,
  exportBase,
  noArguments,
  onlyArgument,
  profileFolder,
  requireYes,
  UsageError,
  wholeNumber,
} from '../arguments.ts';
import { told, type Command, type CommandContext } from '../command.ts';
import type { CommandResult } from '../output.ts';
import { withHeldProfile, withProfile } from '../profile-session.ts';

export const exportBackup: Command = {
  usage:
    'export [--base ID|auto [--full-every N]] [--out DIR] [--level 0-9] [--no-files] [--no-database] [--no-metadata] [--name NAME] [--protect] [--test]',
  about:
    'Makes a backup and reads it back; with --test it is deleted again. With --base it holds only what is new since that one, or since the newest; every Nth with auto is full (7).',
  options: [
    'base',
    'full-every',
    'out',
    'level',
    'no-files',
    'no-database',
    'no-metadata',
    'name',
    'protect',
    'test',
  ],
  run: async ({ values, positionals, signal, ...hooks }) => {
    noArguments(positionals);
    const options = {
      includeFiles: values['no-files'] !== true,
      includeDatabase: values['no-database'] !== true,
      includeMetadata: values['no-metadata'] !== true,
      compressionLevel: wholeNumber(values, 'level', 6, 9),
      name: values.name ?? '',
      test: values.test === true,
      protect: values.protect === true,
      base: exportBase(values),
    };
    if (values['full-every'] !== undefined && options.base !== 'auto')
      throw new UsageError('--full-every belongs to --base auto.');
    const fullEvery = wholeNumber(values, 'full-every', defaultSchedule.fullEvery, MAX_FULL_EVERY, 1);
    if (!options.includeFiles && !options.includeDatabase)
      throw new UsageError('--no-files and --no-database together leave nothing to back up.');
    return withHeldProfile(profileFolder(values), hooks, async ({ service }) => {
      const destination = values.out === undefined ? {} : { destination: resolve(values.out) };
      const answer = await service.exports.exportNow(options, { ...destination, fullEvery, signal });
      const result = told(answer);
      return options.test ? result : { ...result, lines: [...result.lines, answer.filePath] };
    });
  },
};

export const list: Command = {
  usage: 'list',
  about: 'Lists the backups, newest first.',
  options: [],
  run: async ({ values, positionals, ...hooks }) => {
    noArguments(positionals);
    return withProfile(profileFolder(values), hooks, async ({ service }) => {
      const backups = await service.library.list();
      const state = { present: '', missing: '  (file missing)', changed: '  (file changed)' };
      const shield = (backup: BackupEntry): string => (backup.protection === null ? '' : '  (protected)');
      return {
        value: { success: true, backups },
        lines:
          backups.length === 0
            ? ['No backups available. Create your first backup with "causebook export".']
            : backups.map(
                (backup) =>
                  `${backup.backupId}  ${backup.createdAt}  ${kindInWords(backup)}  ${sizeInWords(backup.size)}  ${backup.fileName}${state[backup.fileState]}${shield(backup)}`,
              ),
      };
    });
  },
};

/** `full`, `full, needed by 3`, `new since <id of the base>, needs 2`. */
function kindInWords({ increment, neededBy }: BackupEntry): string {
  const needed = neededBy === 0 ? '' : `, needed by ${neededBy}`;
  return increment ? `new since ${increment.base}, needs ${increment.needs}${needed}` : `full${needed}`;
}

export const changes: Command = {
  usage: 'changes --base ID',
  about: 'Tells what a backup of what is new since another one would hold, without making it.',
  options: ['base'],
  run: async ({ values, positionals, signal, ...hooks }) => {
    noArguments(positionals);
    if (values.base === undefined)
      throw new UsageError('--base ID is needed. "causebook list" shows the ids.');
    const base = backupId(values.base);
    return withHeldProfile(profileFolder(values), hooks, async ({ service }) =>
      told(await service.exports.detectChanges(base, signal)),
    );
  },
};

export const consolidate: Command = {
  usage: 'consolidate ID',
  about: 'Makes a full backup out of one that needs others; the practice is not touched.',
  options: [],
  run: async ({ values, positionals, signal, ...hooks }) => {
    const id = backupId(onlyArgument(positionals, 'backup id'));
    return withHeldProfile(profileFolder(values), hooks, async ({ service }) => {
      const answer = await service.exports.consolidate(id, signal);
      const result = told(answer);
      return { ...result, lines: [...result.lines, answer.filePath] };
    });
  },
};

export const stats: Command = {
  usage: 'stats',
  about: 'Sums up the backups.',
  options: [],
  run: async ({ values, positionals, ...hooks }) => {
    noArguments(positionals);
    return withProfile(profileFolder(values), hooks, async ({ service }) => {
      const statistics = await service.library.statistics();
      return {
        value: { success: true, statistics },
        lines: Object.entries(statistics).map(([name, value]) => `${name} ${value}`),
      };
    });
  },
};

/** A file can be looked at without a profile, and beside a running Causebook. */
async function verifyFile({ signal, onProgress }: CommandContext, filePath: string): Promise<CommandResult> {
  const report = await inPlaceRunner.run(
    { kind: 'verify', filePath, expectedChecksum: null },
    {
      signal,
      onProgress: (progress) =>
        onProgress({ ...progress, operationId: '', kind: 'verify', cancellable: true, yields: false }),
    },
  );
  const signature = verdictOf(report.signature, null);
  const message = `${verifiedInWords(report)} ${signatureInWords(signature)}`;
  return told({ message, report: { ...report, signature } });
}

export const drill: Command = {
  usage: 'drill ID',
  about: 'Restores a backup on trial, into scratch, and so proves that it can be restored.',
  options: [],
  run: async ({ values, positionals, signal, ...hooks }) => {
    const id = backupId(onlyArgument(positionals, 'backup id'));
    return withHeldProfile(profileFolder(values), hooks, async ({ service }) =>
      told(await service.proofs.drill(id, { signal })),
    );
  },
};

export const verify: Command = {
  usage: 'verify FILE|ID',
  about: 'Checks every byte of a backup. A file needs no --data.',
  options: [],
  run: async (context) => {
    const choice = archiveChoice(onlyArgument(context.positionals, 'backup file or id'));
    const { values, signal } = context;
    if ('filePath' in choice) {
      const listed = values.data !== undefined && (await exists(profilePaths(profileFolder(values)).catalog));
      if (!listed) return verifyFile(context, choice.filePath);
    }
    try {
      return await withHeldProfile(profileFolder(values), context, async ({ service }) =>
        told(await service.proofs.verify(choice, signal)),
      );
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'BUSY' || !('filePath' in choice)) throw error;
      return verifyFile(context, choice.filePath);
    }
  },
};

export const unpack: Command = {
  usage: 'unpack FILE|ID --out DIR',
  about: 'Checks a backup and unpacks its files to a new folder.',
  options: ['out'],
  run: async (context) => {
    const { values, signal } = context;
    const choice = archiveChoice(onlyArgument(context.positionals, 'backup file or id'));
    const out = values.out;
    if (out === undefined) throw new UsageError('--out DIR is needed: a new or empty folder.');
    return withHeldProfile(profileFolder(values), context, async ({ service }) =>
      told(await service.library.unpack(choice, resolve(out), signal)),
    );
  },
};

export const deleteBackup: Command = {
  usage: 'delete ID --yes',
  about: 'Deletes a backup for good.',
  options: ['yes'],
  run: async ({ values, positionals, ...hooks }) => {
    const id = backupId(onlyArgument(positionals, 'backup id'));
    requireYes(values, 'Deleting a backup cannot be undone.');
    return withHeldProfile(profileFolder(values), hooks, async ({ service }) =>
      told(await service.library.delete(id)),
    );
  },
};

export const rebuild: Command = {
  usage: 'rebuild',
  about: 'Makes the list of backups again from the backups themselves.',
  options: [],
  run: async ({ values, positionals, signal, ...hooks }) => {
    noArguments(positionals);
    return withHeldProfile(profileFolder(values), hooks, async ({ service }) => {
      const answer = await service.library.rebuild(signal);
      const result = told(answer);
      return { ...result, lines: [...result.lines, ...answer.unreadable] };
    });
  },
};
