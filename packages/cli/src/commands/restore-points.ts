/** Commands about restore points: list, keep, look into, name, let expire, delete. */
import { sizeInWords } from '@causebook/backup';
import type { GenerationId, RestorePoint, RestorePointDetails } from '@causebook/contracts';
import {
  endOfDay,
  noArguments,
  onlyArgument,
  profileFolder,
  requireYes,
  stateId,
  UsageError,
  type OptionName,
} from '../arguments.ts';
import { told, type Command, type CommandContext } from '../command.ts';
import type { CommandResult } from '../output.ts';
import { withHeldProfile, withProfile } from '../profile-session.ts';

interface Part {
  readonly options: readonly OptionName[];
  readonly run: (context: CommandContext) => Promise<CommandResult>;
}

const lineOf = (point: RestorePoint): string =>
  [
    point.generationId,
    point.createdAt,
    sizeInWords(point.size),
    point.name ? `“${point.name}” ${point.label}` : point.label,
    ...(point.expiresAt === null ? [] : [`expires ${point.expiresAt.slice(0, 10)}`]),
    ...(point.isUndoTarget ? ['(undo goes here)'] : []),
  ].join('  ');

async function list({ values, positionals, ...hooks }: CommandContext): Promise<CommandResult> {
  noArguments(positionals);
  return withProfile(profileFolder(values), hooks, async ({ service }) => {
    const points = await service.restorePoints.list();
    return {
      value: { success: true, restorePoints: points },
      lines:
        points.length === 0
          ? ['There are no restore points yet. "causebook restore-points keep" or a restore makes one.']
          : points.map(lineOf),
    };
  });
}

async function keep({ values, positionals, signal, ...hooks }: CommandContext): Promise<CommandResult> {
  noArguments(positionals);
  const name = checkedName(values.name ?? '');
  return withHeldProfile(profileFolder(values), hooks, async ({ service }) => {
    const answer = await service.restorePoints.keep({ name, signal });
    const result = told(answer);
    return { ...result, lines: [...result.lines, answer.generationId] };
  });
}

function checkedName(name: string): string {
  if (name.length > 100) throw new UsageError('A name has at most 100 letters.');
  return name;
}

/** Changes one point. */
const changing =
  (change: (context: CommandContext) => { name?: string; expiresAt?: string | null }): Part['run'] =>
  async (context) => {
    const id = stateId(onlyArgument(context.positionals, 'state'));
    const wanted = change(context);
    return withHeldProfile(profileFolder(context.values), context, async ({ service }) =>
      told(await service.restorePoints.change(id, wanted)),
    );
  };

const rename = changing(({ values }) => {
  if (values.name === undefined) throw new UsageError('--name NAME is needed.');
  return { name: checkedName(values.name) };
});

const expire = changing(({ values }) => {
  if ((values.on === undefined) === (values.never !== true))
    throw new UsageError('Either --on DAY or --never is needed.');
  return { expiresAt: values.on === undefined ? null : endOfDay(values.on, 'on') };
});

async function remove({ values, positionals, ...hooks }: CommandContext): Promise<CommandResult> {
  const id = stateId(onlyArgument(positionals, 'state'));
  requireYes(values, 'Deleting a restore point cannot be undone.');
  return withHeldProfile(profileFolder(values), hooks, async ({ service }) =>
    told(await service.restorePoints.delete(id)),
  );
}

async function show({ values, positionals, signal, ...hooks }: CommandContext): Promise<CommandResult> {
  const id: GenerationId = stateId(onlyArgument(positionals, 'state'));
  const today = hooks.now().toLocaleDateString('en-CA');
  return withHeldProfile(profileFolder(values), hooks, async ({ service }) => {
    const answer = await service.restorePoints.details(id, today, signal);
    return { ...told(answer), lines: detailLines(answer.details) };
  });
}

function detailLines({ point, comparison, ...held }: RestorePointDetails): string[] {
  const changes = Object.entries(comparison?.changes ?? {}).map(
    ([kind, { disappear, appear, change }]) =>
      `${kind}: ${disappear} would disappear, ${appear} would appear, ${change} would change`,
  );
  return [
    lineOf(point),
    `Deleting it frees ${sizeInWords(held.freedBytes)}: its diary and ${held.ownDocuments} documents; ${held.sharedDocuments} documents are shared.`,
    ...changes,
  ];
}

const parts: Readonly<Record<string, Part>> = {
  list: { options: [], run: list },
  keep: { options: ['name'], run: keep },
  show: { options: [], run: show },
  rename: { options: ['name'], run: rename },
  expire: { options: ['on', 'never'], run: expire },
  delete: { options: ['yes'], run: remove },
};

export const restorePoints: Command = {
  usage:
    'restore-points [list | keep [--name NAME] | show STATE | rename STATE --name NAME | expire STATE (--on DAY | --never) | delete STATE --yes]',
  about: 'Lists the states that can be gone back to, keeps the present one, and looks after them.',
  options: ['name', 'on', 'never', 'yes'],
  run: async (context) => {
    const [word = 'list', ...positionals] = context.positionals;
    const part = Object.hasOwn(parts, word) ? parts[word] : undefined;
    if (part === undefined) throw new UsageError(`"${word}" is not understood here.`);
    for (const option of restorePoints.options)
      if (context.values[option] !== undefined && !part.options.includes(option))
        throw new UsageError(`--${option} does not belong to "restore-points ${word}".`);
    return part.run({ ...context, positionals });
  },
};
