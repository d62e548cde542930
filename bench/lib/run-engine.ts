/** Runs tasks of the engine in a process of its own, as the app does; src/main/engine/fork-engine.ts. */
import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  engineEnvironment,
  engineFlags,
  publicKeyText,
  signingKeyPath,
  type EngineTask,
} from '@causebook/backup';
import { profilePaths } from '@causebook/data';
import { measuredRun, type MeasuredRun } from './measured-run.ts';

type Task<Kind extends EngineTask['kind']> = Extract<EngineTask, { kind: Kind }>;

/** What `run-task.ts` prints. */
export interface EngineOutput {
  readonly seconds: number;
  readonly phases: Readonly<Record<string, number>>;
  readonly result: {
    readonly size?: number;
    readonly entries?: number;
    readonly counts?: { readonly documents: number };
    readonly metadata?: { readonly increment: object | null } | null;
  };
}

/** @throws when the task fails */
export const runTask = (program: string, task: EngineTask): MeasuredRun =>
  measuredRun([process.execPath, ...engineFlags, program, JSON.stringify(task)], { env: engineEnvironment });

export const outputOf = ({ stdout }: MeasuredRun): EngineOutput => JSON.parse(stdout) as EngineOutput;

export const liveGeneration = (profile: string): Task<'stage'>['generationId'] =>
  readFileSync(join(profile, 'data/CURRENT'), 'utf8').trim() as Task<'stage'>['generationId'];

/** Number of the backup, from 1: a later one is newer. */
export const backupIdOf = (number: number): string =>
  `0190f5a0-0000-7000-8000-${String(number).padStart(12, '0')}`;

export const archiveName = (number: number): string => `causebook-${number}.zip`;

/** A full backup, or an increment on the one with the number `base`, which lies in the same folder. */
export function exportTask(
  profile: string,
  destination: string,
  { number = 1, base = null }: { readonly number?: number; readonly base?: number | null } = {},
): Task<'export'> {
  const task = {
    kind: 'export',
    profile,
    generationId: liveGeneration(profile),
    backupId: backupIdOf(number),
    destination,
    fileName: archiveName(number),
    options: {
      includeFiles: true,
      includeDatabase: true,
      includeMetadata: true,
      compressionLevel: 6,
      name: '',
      protect: false,
      test: false,
      base: base === null ? 'none' : backupIdOf(base),
    },
    source: 'manual',
    createdAt: '2026-11-20T10:00:00.000Z',
    appVersion: '1.0.0',
    signedBy: publicKeyOf(profile),
    base: base === null ? null : baseIn(destination, base),
    consolidates: null,
    known:
      base === null ? [] : [{ backupId: backupIdOf(base), filePath: join(destination, archiveName(base)) }],
  } as const;
  // Ids are strings that the app has looked at; here they are made right above.
  return task as unknown as Task<'export'>;
}

function baseIn(folder: string, number: number) {
  const filePath = join(folder, archiveName(number));
  const checksum = readFileSync(`${filePath}.sha256`, 'utf8').slice(0, 64);
  return { backupId: backupIdOf(number), filePath, checksum };
}

/** Of the installation whose profile it is. */
const publicKeyOf = (profile: string): string =>
  publicKeyText(createPrivateKey(readFileSync(signingKeyPath(profilePaths(profile)))));

/** What the list of the app knows of a backup that it has made. */
function recordOf(filePath: string) {
  const metadata = execFileSync('unzip', ['-p', filePath, 'backup-metadata.json'], { encoding: 'utf8' });
  const recorded = JSON.parse(metadata) as NonNullable<Task<'verify'>['recorded']>;
  return { checksum: readFileSync(`${filePath}.sha256`, 'utf8').slice(0, 64), recorded };
}

/** Where a restore of the benchmark is built. */
export const STAGED = '20260101-000000-000000' as Task<'stage'>['generationId'];

/**
 * All of a restore but the rename at its end.
 * @param madeBy the profile whose backup it is, where it is restored by that installation; another one knows nothing of it
 */
export function stageTask(profile: string, filePath: string, madeBy: string | null): Task<'stage'> {
  const record = madeBy === null ? null : recordOf(filePath);
  return {
    kind: 'stage',
    profile,
    generationId: STAGED,
    filePath,
    previewedChecksum: null,
    acceptsChanged: false,
    recordedChecksum: record?.checksum ?? null,
    recorded: record?.recorded ?? null,
    ownKeys: madeBy === null ? [] : [publicKeyOf(madeBy)],
  };
}

/** @param isListed whether it is in the list of the app, and not just a file that somebody brings */
export function verifyTask(filePath: string, isListed: boolean): Task<'verify'> {
  const record = isListed ? recordOf(filePath) : null;
  return {
    kind: 'verify',
    filePath,
    expectedChecksum: record?.checksum ?? null,
    recorded: record?.recorded ?? null,
  };
}
