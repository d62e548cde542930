/**
 * Bugs put into the product on purpose, one at a time: the suite must find each. A test that cannot fail proves nothing,
 * and these show that the tests can.
 */
import type { SeededBug } from './build.ts';

export interface Trial extends SeededBug {
  /** The tests that must find it. */
  readonly only: string;
  /** A part of the name of the matrix in which it shows. */
  readonly focus?: string;
  /** At every point instead of a few: it shows at some only. */
  readonly isFull?: boolean;
}

const durableFiles = 'packages/data/src/durable-files.ts';
const restoredDatabase = 'packages/backup/src/engine/restored-database.ts';
const checkDuties = 'packages/backup/src/archive/check-duties.ts';
const strictReader = 'packages/backup/src/archive/strict-reader.ts';

export const trials: readonly Trial[] = [
  {
    name: 'a file is replaced without fsync',
    file: durableFiles,
    find: '    await file.writeFile(content);\n    await file.sync();',
    replace: '    await file.writeFile(content);',
    only: 'power-cut',
    focus: 'undo',
    isFull: true,
  },
  {
    name: 'restored documents are not made durable',
    file: checkDuties,
    find: '        await targets.keep();\n',
    replace: '',
    only: 'power-cut',
    focus: 'restore',
    isFull: true,
  },
  {
    name: 'entries are written with synchronous=NORMAL',
    file: 'packages/data/src/database.ts',
    find: "database.pragma('synchronous = FULL');",
    replace: "database.pragma('synchronous = NORMAL');",
    only: 'power-cut',
    focus: 'entries',
  },
  {
    name: 'CURRENT is removed before it is written anew',
    file: durableFiles,
    find: '  await renameFile(temporary, path);',
    replace: '  await rm(path, { force: true });\n  await renameFile(temporary, path);',
    only: 'process-faults',
    focus: 'kill-undo',
    isFull: true,
  },
  {
    name: 'a restore says it is done and changes nothing',
    file: 'packages/backup/src/commit-restore.ts',
    find: '  await flipGeneration(paths, commit.generationId);\n}',
    replace: '}',
    only: 'sequences',
  },
  {
    name: 'the change comes before the documents are in the store',
    file: 'packages/data/src/generations.ts',
    find: '  const target = generationFolder(paths, id);\n  await makeFolder(target.folder);\n  return target;',
    replace:
      '  const target = generationFolder(paths, id);\n  await makeFolder(target.folder);\n  if ((await readCurrent(paths)).kind === "named") await replaceFile(paths.current, `${id}\\n`);\n  return target;',
    only: 'process-faults',
    focus: 'kill-restore',
  },
  {
    name: 'unfinished states are never cleared away',
    file: 'packages/data/src/profile.ts',
    find: 'const unfinished = await dropUnfinishedGenerations(paths);',
    replace: 'const unfinished: string[] = [];',
    only: 'process-faults',
    focus: 'kill-restore',
  },
  {
    name: 'unfinished archives are never cleared away',
    file: 'packages/data/src/profile.ts',
    find: "(name) => name.startsWith('.causebook-') && name.endsWith(`${ending}.zip${PARTIAL_SUFFIX}`)",
    replace: '(name) => name === ending',
    only: 'process-faults',
    focus: 'kill-backup',
  },
  {
    name: 'a deletion that was cut off is not finished',
    file: 'packages/backup/src/service.ts',
    find: '    await this.#library.finishDeletions();\n',
    replace: '',
    only: 'process-faults',
    focus: 'kill-deletion',
  },
  {
    name: 'the content of documents is not hashed on reading',
    file: checkDuties,
    find: '(expectedSha256 !== null && sha256 !== expectedSha256)',
    replace: 'false',
    only: 'attacks',
  },
  {
    name: 'an entry too many is taken',
    file: 'packages/backup/src/archive/admission.ts',
    find: '      rankOf(name) ?? refuse(',
    replace: '      rankOf(name) ?? 2 ?? refuse(',
    only: 'attacks',
  },
  {
    name: 'the seal is not compared',
    file: strictReader,
    find: 'if (metadata && sealOf(sealed) !== metadata.seal) {',
    replace: 'if (metadata && sealOf(sealed) === "") {',
    only: 'attacks',
  },
  {
    name: 'the schema of a restored database is not compared',
    file: restoredDatabase,
    find: 'const [problem] = schemaDifferences(restored);',
    replace: 'const [problem] = schemaDifferences(restored).slice(99);',
    only: 'attacks',
  },
  {
    name: 'the counts of a restored database are not compared',
    file: restoredDatabase,
    find: '  compareCounts(countPractice(restored), metadata);',
    replace: '',
    only: 'attacks',
  },
  {
    name: 'the live file is copied without its WAL',
    file: 'packages/backup/src/snapshot.ts',
    find: "    live.exec('COMMIT');",
    replace: "    live.exec('COMMIT');\n    (await import('node:fs')).copyFileSync(source, target);",
    only: 'live-writers',
  },
  {
    name: 'the lock lets everybody in',
    file: 'packages/data/src/profile-lock.ts',
    find: "    database.exec('BEGIN EXCLUSIVE');",
    replace: "    database.pragma('locking_mode = NORMAL');\n    database.exec('BEGIN DEFERRED');",
    only: 'two-instances',
  },
  {
    name: 'an undo goes to the oldest state',
    file: 'packages/backup/src/restore-points.ts',
    find: 'const target = pointsOf(complete, live?.id ?? null).find((record) => record.id === live?.parent);',
    replace: 'const target = live?.parent ? pointsOf(complete, live.id)[0] : undefined;',
    only: 'sequences',
    isFull: true,
  },
  {
    name: 'nothing is held in reserve for a full disk',
    file: 'packages/data/src/ballast.ts',
    find: '  if (!isThere && free > PLENTY) await',
    replace: '  if (!isThere && free > Infinity) await',
    only: 'full-disk',
  },
];
