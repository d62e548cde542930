/**
 * A first backup, one after nothing has changed, and one after a hundredth has changed. Ours hashes every document,
 * flushes to the disk and reads back what it has written; none of the others does the last two.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { extentOf, filesBelow, fresh } from '../lib/files.ts';
import { measuredRun, type MeasuredRun } from '../lib/measured-run.ts';
import { borgIn, resticIn, type Peer, type Repository } from '../lib/peers.ts';
import { archiveName, exportTask, outputOf, runTask } from '../lib/run-engine.ts';
import type { Contender, Step } from '../lib/turns.ts';
import type { Engine } from './engines.ts';
import type { Places } from './places.ts';

export const EXPORT = 'export';
export const UNCHANGED = 'increment, nothing changed';
export const CHANGED = 'increment, 1 % changed';
export const ZIP = 'zip -r -6';

/** A backup of scans is never smaller than this share of them. */
const LEAST_WHOLE = 0.5;
/** An increment is never larger than this share of everything. */
const MOST_UNCHANGED = 0.1;
/** The changed documents may all be texts. */
const LEAST_CHANGED = 0.2;

function requireBytes(bytes: number, { least = 0, most = Infinity }, who: string): number {
  if (bytes >= least && bytes <= most) return bytes;
  throw new Error(`${who} wrote ${bytes} bytes, which cannot be what it was asked for.`);
}

/** @param peers that are here */
export function writingContenders(
  places: Places,
  engines: readonly Engine[],
  peers: ReadonlySet<Peer>,
): Contender[] {
  const out = join(places.scratch, 'out');
  const zip = join(out, 'peer.zip');
  const single = (peer: Peer, name: string, command: readonly string[]): Contender[] =>
    peers.has(peer) ? [singleArchive(places, { out, zip, name, command })] : [];
  return [
    ...single('zip', ZIP, ['zip', '-q', '-r', '-6', zip, '.']),
    ...single('7z', '7z -tzip -mx=5', ['7z', 'a', '-tzip', '-mx=5', '-bd', '-bso0', zip, '.']),
    ...[resticIn(out), borgIn(out)]
      .filter(({ name }) => peers.has(name))
      .map((repository) => repositoryChain(places, repository)),
    ...engines.map((engine) => engineChain(places, engine, out)),
    ...floors(places, out, peers),
  ];
}

function singleArchive(
  { tree, extent, show }: Places,
  { out, zip, name, command }: { out: string; zip: string; name: string; command: readonly string[] },
): Contender {
  return {
    prepare: () => {
      fresh(out);
      show(false);
    },
    steps: [
      {
        comparison: EXPORT,
        name,
        run: () => measuredRun(command, { cwd: tree }),
        prove: () => requireBytes(statSync(zip).size, { least: LEAST_WHOLE * extent.bytes }, name),
      },
    ],
  };
}

/** What the disk and the processor cannot do without. */
function floors({ tree, scratch, extent, show }: Places, out: string, peers: ReadonlySet<Peer>): Contender[] {
  const prepare = (): void => {
    fresh(out);
    show(false);
  };
  const copied = join(out, 'tree');
  const copy: Step = {
    comparison: EXPORT,
    name: 'cp -r',
    run: () => measuredRun(['cp', '-r', tree, copied], { cwd: scratch }),
    prove: () => requireBytes(extentOf(copied).bytes, { least: extent.bytes }, 'cp'),
  };
  const hash: Step = {
    comparison: EXPORT,
    name: 'openssl sha256 of every file',
    run: () =>
      measuredRun(['find', '.', '-type', 'f', '-exec', 'openssl', 'sha256', '{}', '+'], { cwd: tree }),
    prove: ({ stdout }) => {
      const hashed = stdout.split('\n').length - 1;
      if (hashed !== extent.files) throw new Error(`openssl hashed ${hashed} of ${extent.files} files.`);
      return NaN;
    },
  };
  return [{ prepare, steps: [copy] }, ...(peers.has('openssl') ? [{ prepare, steps: [hash] }] : [])];
}

function repositoryChain({ tree, extent, addedBytes, show }: Places, repository: Repository): Contender {
  const { name } = repository;
  let before = 0;
  const prove = (limits: { least?: number; most?: number }) => (): number => {
    const now = extentOf(repository.folder).bytes;
    const grown = now - before;
    before = now;
    return requireBytes(grown, limits, name);
  };
  const run = (): MeasuredRun => repository.backUp(tree);
  return {
    prepare: () => {
      show(false);
      repository.create();
      before = extentOf(repository.folder).bytes;
    },
    steps: [
      { comparison: EXPORT, name, run, prove: prove({ least: LEAST_WHOLE * extent.bytes }) },
      // A store may tidy up; what is left over may be smaller than before.
      {
        comparison: UNCHANGED,
        name,
        run,
        prove: prove({ least: -Infinity, most: MOST_UNCHANGED * extent.bytes }),
      },
      {
        comparison: CHANGED,
        name,
        before: () => show(true),
        run,
        prove: prove({ least: LEAST_CHANGED * addedBytes }),
      },
    ],
  };
}

function engineChain(
  { profile, extent, addedBytes, show }: Places,
  { name, program, makesIncrements }: Engine,
  out: string,
): Contender {
  const run = (number: number) => (): MeasuredRun =>
    runTask(program, exportTask(profile, out, { number, base: number === 1 ? null : 1 }));
  const prove =
    (number: number, limits: { least?: number; most?: number }) =>
    (measured: MeasuredRun): number => {
      const { increment } = outputOf(measured).result.metadata ?? {};
      if (number !== 1 && !increment) throw new Error(`${name} made a full backup instead of an increment.`);
      if (!filesBelow(out).includes(archiveName(number))) throw new Error(`${name} made no archive.`);
      return requireBytes(statSync(join(out, archiveName(number))).size, limits, name);
    };
  const full = {
    comparison: EXPORT,
    name,
    run: run(1),
    prove: prove(1, { least: LEAST_WHOLE * extent.bytes }),
  };
  const increments: Step[] = [
    { comparison: UNCHANGED, name, run: run(2), prove: prove(2, { most: MOST_UNCHANGED * extent.bytes }) },
    {
      comparison: CHANGED,
      name,
      before: () => show(true),
      run: run(3),
      prove: prove(3, { least: LEAST_CHANGED * addedBytes }),
    },
  ];
  return {
    prepare: () => {
      fresh(out);
      show(false);
    },
    steps: [full, ...(makesIncrements ? increments : [])],
  };
}
