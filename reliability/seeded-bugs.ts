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
    name: 'the signature is not checked',
    file: 'packages/backup/src/archive/signature.ts',
    find: "return { kind: fits ? 'fits' : 'broken', signedBy: named };",
    replace: "return { kind: 'fits', signedBy: named ?? String(fits) };",
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
    name: 'a salvage stops at the first page that is gone',
    file: 'packages/data/src/repair/probe-rows.ts',
    find: '    const behind = yield* step(single, last, gaps);',
    replace: '    const behind = null;\n    if (last >= 0) return;',
    only: 'repair',
  },
  {
    name: 'a salvage works on the damaged database itself',
    file: 'packages/data/src/repair/copy-damaged.ts',
    find: 'size: await makeReadable(target) };',
    replace: 'size: (await makeReadable(target)) + 0 * (await makeReadable(source)) };',
    only: 'repair',
  },
  {
    name: 'nothing is held in reserve for a full disk',
    file: 'packages/data/src/ballast.ts',
    find: '  if (!isThere && free > PLENTY) await',
    replace: '  if (!isThere && free > Infinity) await',
    only: 'full-disk',
  },
  {
    name: 'healing believes the name of what an archive holds',
    file: 'packages/data/src/integrity/put-back.ts',
    find: "if (written !== size || hash.digest('hex') !== sha256)",
    replace: 'if (written !== size)',
    only: 'healing',
  },
  {
    name: 'a thorough check looks at sizes only',
    file: 'packages/data/src/integrity/documents.ts',
    find: "(which === 'all' || which.has(content.sha256))",
    replace: "(which !== 'all' && which.has(content.sha256))",
    only: 'healing',
  },
  {
    name: 'old backups are removed by their date',
    file: 'packages/backup/src/retention.ts',
    find: '  backup.backupId < proof.backupId &&\n',
    replace: '',
    only: 'retention',
  },
  {
    name: 'old backups go before a newer one is proven',
    file: 'packages/backup/src/retention.ts',
    find: "        backup.drill?.outcome === 'proven',",
    replace: "        backup.drill?.outcome !== 'failed',",
    only: 'retention',
  },
  {
    name: 'the limit of room takes what must stay',
    file: 'packages/backup/src/retention.ts',
    find: ' || why.some(({ must }) => must)) continue;',
    replace: ') continue;',
    only: 'retention',
  },
  {
    name: 'deleted entries go by the clock alone',
    file: 'src/main/jobs/forget-deleted.ts',
    find: 'passed - first >= KEPT_MS',
    replace: 'first >= 0',
    only: 'clocks',
    focus: 'wrong-clock',
  },
  {
    name: 'a clock that leaps ahead counts for all the days it leapt',
    file: 'src/main/jobs/forget-deleted.ts',
    find: 'return Math.min(Math.max(0, at.getTime() - Date.parse(this.#seen.at)), DAY_MS);',
    replace: 'return Math.max(0, at.getTime() - Date.parse(this.#seen.at));',
    only: 'clocks',
    focus: 'wrong-clock',
  },
  {
    name: 'a run that was missed is not made up for',
    file: 'packages/jobs/src/next-run.ts',
    find: '  if (due > latest) return due;',
    replace: '  if (due > now.getTime()) return due;',
    only: 'clocks',
    focus: 'real-life',
  },
  {
    name: 'a change of the clock in spring is not looked at',
    file: 'packages/jobs/src/calendar.ts',
    find: '  return real.length > 0 ? Math.min(...real) : transitionBetween(from, to, zone);',
    replace: '  return asIfUtc - after;',
    only: 'clocks',
    focus: 'always-on',
  },
];
