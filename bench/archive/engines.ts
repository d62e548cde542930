/** The engines that are compared: ours, and that of another checkout where one is named with `--previous`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildEngine } from '../lib/build-engine.ts';

const repository = join(import.meta.dirname, '../..');

export const OURS = 'Causebook';

export interface Engine {
  readonly name: string;
  /** `node <program> <task>` */
  readonly program: string;
  /** One of before may know full backups only. */
  readonly makesIncrements: boolean;
}

/** Ours is the first. @throws when there is no such checkout */
export async function buildEngines(previous?: string): Promise<readonly [Engine, ...Engine[]]> {
  const build = async (name: string, folder: string): Promise<Engine> => {
    const outDir = join(repository, 'out', `bench-engine-${name.toLowerCase().replaceAll(' ', '-')}`);
    const makesIncrements = existsSync(join(folder, 'packages/backup/src/increment'));
    return { name, program: await buildEngine(folder, outDir), makesIncrements };
  };
  const ours = await build(OURS, repository);
  if (previous === undefined) return [ours];
  if (!existsSync(previous)) throw new Error(`There is no checkout in ${previous}.`);
  return [ours, await build('Causebook before', previous)];
}
