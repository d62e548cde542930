/** What was typed, as values: numbers are numbers, and what cannot be understood is a usage error. */
import { resolve } from 'node:path';
import {
  AppError,
  BackupId,
  GenerationId,
  RealDay,
  type ArchiveChoice,
  type ExportOptions,
} from '@causebook/contracts';

export class UsageError extends Error {}

/** Every option of every command. */
export const optionTypes = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  yes: { type: 'boolean' },
  name: { type: 'string' },
  seed: { type: 'string' },
  today: { type: 'string' },
  cases: { type: 'string' },
  documents: { type: 'string' },
  bytes: { type: 'string' },
  map: { type: 'string' },
  case: { type: 'string' },
  out: { type: 'string' },
  level: { type: 'string' },
  'no-files': { type: 'boolean' },
  'no-database': { type: 'boolean' },
  'no-metadata': { type: 'boolean' },
  test: { type: 'boolean' },
  protect: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  base: { type: 'string' },
  'full-every': { type: 'string' },
  limit: { type: 'string' },
  on: { type: 'string' },
  never: { type: 'boolean' },
  thorough: { type: 'boolean' },
  rung: { type: 'string' },
  backup: { type: 'string' },
  newer: { type: 'string' },
  changed: { type: 'boolean' },
} as const;

export type OptionName = keyof typeof optionTypes;
export type OptionValues = {
  readonly [Name in OptionName]?: (typeof optionTypes)[Name]['type'] extends 'boolean' ? boolean : string;
};

export function wholeNumber(
  values: OptionValues,
  name: 'seed' | 'cases' | 'documents' | 'bytes' | 'level' | 'limit' | 'full-every',
  fallback: number,
  max = Number.MAX_SAFE_INTEGER,
  min = 0,
): number {
  const text = values[name];
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > max || value < min)
    throw new UsageError(`--${name} takes a whole number from ${min} to ${max}, not "${text}".`);
  return value;
}

/** The profile folder that `--data` names. */
export function profileFolder(values: OptionValues): string {
  if (values.data === undefined || values.data === '')
    throw new UsageError('--data DIR is needed: the profile folder of the practice.');
  return resolve(values.data);
}

export function onlyArgument(positionals: readonly string[], what: string): string {
  const [only] = positionals;
  if (only === undefined || positionals.length > 1) throw new UsageError(`Exactly one ${what} is needed.`);
  return only;
}

export function noArguments(positionals: readonly string[]): void {
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not understood here.`);
}

/** An archive by its id in the list or by its path. */
export function archiveChoice(text: string): ArchiveChoice {
  const id = BackupId.safeParse(text);
  return id.success ? { backupId: id.data } : { filePath: resolve(text) };
}

export function backupId(text: string): BackupId {
  const id = BackupId.safeParse(text);
  if (!id.success)
    throw new AppError(
      'BACKUP_NOT_FOUND',
      `"${text.slice(0, 100)}" is not the id of a backup. "causebook list" shows the ids.`,
    );
  return id.data;
}

/** A state that `restore-points` lists. */
export function stateId(text: string): GenerationId {
  const id = GenerationId.safeParse(text);
  if (!id.success)
    throw new AppError('NOT_FOUND', 'There is no such restore point. "causebook restore-points" lists them.');
  return id.data;
}

/** The end of a day of this computer's calendar, as an instant. */
export function endOfDay(text: string, option: string): string {
  const day = RealDay.safeParse(text);
  if (!day.success) throw new UsageError(`--${option} takes a day like 2026-12-31, not "${text}".`);
  return new Date(`${day.data}T23:59:59`).toISOString();
}

export function requireYes(values: OptionValues, what: string): void {
  if (values.yes !== true) throw new UsageError(`${what} Add --yes if that is what you want.`);
}

/** What an increment builds on: a backup of the list, or the best one. `none` where nothing was said. */
export function exportBase(values: OptionValues): ExportOptions['base'] {
  if (values.base === undefined) return 'none';
  return values.base === 'auto' ? 'auto' : backupId(values.base);
}
