/** Where everything of a profile lies on disk. */
import { join, resolve } from 'node:path';
import type { GenerationId } from '@causebook/contracts';

export interface ProfilePaths {
  readonly root: string;
  readonly data: string;
  /** One line: the name of the live generation. */
  readonly current: string;
  readonly generations: string;
  /** Documents by content, shared by all generations. */
  readonly files: string;
  readonly catalog: string;
  /** The default destination of backups. */
  readonly backups: string;
  /** What could not be opened. Nothing is ever deleted here. */
  readonly quarantine: string;
  /** One folder per operation, removed when it ends and at every start. */
  readonly temp: string;
  /** Fingerprints of the database pages in backups: a cache for increments. */
  readonly fingerprints: string;
  readonly lock: string;
  /** The key with which this installation signs its backups. In no archive. */
  readonly identity: string;
  /** Room that is given up when the disk is full; see ballast.ts. */
  readonly ballast: string;
}

export function profilePaths(root: string): ProfilePaths {
  const at = resolve(root);
  const data = join(at, 'data');
  return {
    root: at,
    data,
    current: join(data, 'CURRENT'),
    generations: join(data, 'generations'),
    files: join(data, 'files'),
    catalog: join(at, 'catalog.sqlite'),
    backups: join(at, 'backups'),
    quarantine: join(at, 'quarantine'),
    temp: join(at, 'temp'),
    fingerprints: join(at, 'fingerprints'),
    lock: join(at, 'profile.lock'),
    identity: join(at, 'identity'),
    ballast: join(at, 'ballast'),
  };
}

/** Path of a document below a `files` folder: two characters of the hash, then the hash. */
export function documentPath(files: string, sha256: string): string {
  return join(files, sha256.slice(0, 2), sha256);
}

export interface GenerationFolder {
  readonly folder: string;
  readonly database: string;
  readonly marker: string;
  /** Documents that a restore has brought and that are not in the shared store yet. */
  readonly stagedFiles: string;
}

export function generationFolder(paths: ProfilePaths, id: GenerationId): GenerationFolder {
  const folder = join(paths.generations, id);
  return {
    folder,
    database: join(folder, 'database.sqlite'),
    marker: join(folder, 'generation.json'),
    stagedFiles: join(folder, 'files'),
  };
}
