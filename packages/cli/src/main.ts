/** The causebook command: parses, runs one command, prints its outcome, and answers the exit code. */
import { parseArgs } from 'node:util';
import { AppError, errorWords, toFailure } from '@causebook/contracts';
import { optionTypes, UsageError, type OptionName, type OptionValues } from './arguments.ts';
import type { Command } from './command.ts';
import * as backups from './commands/backups.ts';
import * as health from './commands/health.ts';
import { importFile } from './commands/import.ts';
import * as practice from './commands/practice.ts';
import { restorePoints } from './commands/restore-points.ts';
import { repair } from './commands/recovery.ts';
import * as restores from './commands/restores.ts';
import * as retention from './commands/retention.ts';
import { printFailure, printResult, progressTeller, type Output } from './output.ts';
import { appVersion } from './version.ts';

const commands: Readonly<Record<string, Command>> = {
  init: practice.init,
  sample: practice.sample,
  import: importFile,
  documents: practice.documents,
  counts: practice.counts,
  digest: practice.digest,
  'rebuild-search': practice.rebuildSearch,
  export: backups.exportBackup,
  changes: backups.changes,
  consolidate: backups.consolidate,
  list: backups.list,
  stats: backups.stats,
  verify: backups.verify,
  drill: backups.drill,
  unpack: backups.unpack,
  restore: restores.restore,
  undo: restores.undo,
  'restore-points': restorePoints,
  rollback: restores.rollback,
  repair,
  delete: backups.deleteBackup,
  prune: retention.prune,
  protect: retention.protect,
  unprotect: retention.unprotect,
  rebuild: backups.rebuild,
  history: restores.history,
  check: health.check,
  heal: health.heal,
};

const everywhere: readonly OptionName[] = ['data', 'json', 'help', 'version'];

function helpText(): string {
  const rows = Object.values(commands).map(({ usage, about }) => `  ${usage}\n      ${about}`);
  return [
    'causebook --data DIR [--json] COMMAND',
    '',
    '  --data DIR   the profile folder of the practice',
    '  --json       one JSON object on stdout; progress goes to stderr',
    '',
    ...rows,
    '',
    'Exit codes: 0 done, 1 failed, 2 usage, 3 backup refused or corrupt, 4 no space, 5 permission, 6 busy, 7 cancelled.',
    '',
  ].join('\n');
}

/** @returns the exit code */
export async function main(
  argv: readonly string[],
  streams: Pick<Output, 'stdout' | 'stderr'> = process,
): Promise<number> {
  const output: Output = { json: argv.includes('--json'), stdout: streams.stdout, stderr: streams.stderr };
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await runCommand(argv, output, controller.signal);
  } catch (error) {
    const failure = toFailure(
      error instanceof UsageError
        ? new AppError('INVALID_INPUT', error.message, {
            remedy: '"causebook --help" shows what can be typed.',
          })
        : error,
    );
    printFailure(output, failure);
    return errorWords[failure.code].exitCode;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

async function runCommand(argv: readonly string[], output: Output, signal: AbortSignal): Promise<number> {
  const { values, positionals } = parse(argv);
  if (values.version) {
    output.stdout.write(`${appVersion}\n`);
    return 0;
  }
  const [name, ...rest] = positionals;
  if (values.help || name === undefined) {
    (values.help ? output.stdout : output.stderr).write(helpText());
    return values.help ? 0 : 2;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(`There is no command "${name}".`);
  for (const option of Object.keys(values) as OptionName[]) {
    if (!everywhere.includes(option) && !command.options.includes(option))
      throw new UsageError(`--${option} does not belong to "${name}".`);
  }
  const result = await command.run({
    values,
    positionals: rest,
    signal,
    now: () => new Date(),
    onProgress: progressTeller(output),
    warn: (text) => output.stderr.write(`${text}\n`),
  });
  printResult(output, result);
  return result.exitCode ?? 0;
}

function parse(argv: readonly string[]): { values: OptionValues; positionals: string[] } {
  try {
    return parseArgs({ args: [...argv], options: optionTypes, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
