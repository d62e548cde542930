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
const pageDelta = 'packages/backup/src/increment/page-delta.ts';
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
    file: strictReader,
    find: '        await file.sync();\n',
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
    file: strictReader,
    find: '(expected !== null && sha256 !== expected)',
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
    name: 'the result of changed pages is not hashed',
    file: pageDelta,
    find: '  if (found.sha256 !== expected.sha256)',
    replace: '  if (found.sha256 === "")',
    only: 'increment-attacks',
  },
  {
    name: 'pages are compared by their number only',
    file: pageDelta,
    find: 'page < earlier.pages && later.fingerprints.compare(earlier.fingerprints, from, to, from, to) === 0;',
    replace: 'page < earlier.pages && from < to;',
    only: 'increments',
  },
  {
    name: 'changed pages may come in any order',
    file: pageDelta,
    find: 'if (page <= previous || page > size / pageSize)',
    replace: 'if (page > size / pageSize)',
    only: 'increment-attacks',
  },
  {
    name: 'the database that changed pages belong to is not compared',
    file: 'packages/backup/src/archive/archive-set.ts',
    find: 'if (!entry || holder?.sums.get(DATABASE) !== baseSha256) {',
    replace: 'if (!entry || holder?.sums.get(DATABASE) === "") {',
    only: 'increment-attacks',
  },
  {
    name: 'documents of other archives are not read by a drill',
    file: 'packages/backup/src/engine/drill-archive.ts',
    find: '      () => true,\n      { signal, onBytes },',
    replace: '      () => false,\n      { signal, onBytes },',
    only: 'increment-mutations',
  },
  {
    name: 'documents of other archives are not written by a restore',
    file: 'packages/backup/src/engine/stage-restore.ts',
    find: 'await set.readElsewhere((sha256) => wanted.has(sha256), others, stage);',
    replace: 'await set.readElsewhere(() => false, others, stage);',
    only: 'increments',
  },
  {
    name: 'a needed backup may be deleted',
    file: 'packages/backup/src/backup-library.ts',
    find: '      await this.#requireUnneeded(backupId);\n',
    replace: '',
    only: 'increments',
  },
  {
    name: 'what an increment needs is not compared with what it uses',
    file: 'packages/backup/src/archive/admit-increment.ts',
    find: "  if (unused.size > 0) throw contradiction('the backups that it needs');\n",
    replace: '',
    only: 'increment-attacks',
  },
  {
    name: 'a small archive may ask for a whole disk',
    file: 'packages/backup/src/archive/archive-set.ts',
    find: '    admitGrowth(pages, entry.size);\n',
    replace: '',
    only: 'increment-attacks',
  },
  {
    name: 'what is new in the base of an increment is forgotten',
    file: 'packages/backup/src/increment/plan-increment.ts',
    find: '  for (const { backupId } of places) ids.add(backupId);\n',
    replace: '',
    only: 'increments',
  },
  {
    name: 'changed pages that lie about are never cleared away',
    file: 'packages/backup/src/engine/complete-database.ts',
    find: '  await rm(delta);\n',
    replace: '',
    only: 'increments',
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
