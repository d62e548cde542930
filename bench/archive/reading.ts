/**
 * Verify and restore. Ours compares the SHA-256 of every entry and, in a restore, flushes every file to the disk and
 * proves the database; `unzip`, `7z` and `cp` do neither.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { extentOf, fresh } from '../lib/files.ts';
import { measuredRun, type MeasuredRun } from '../lib/measured-run.ts';
import { borgIn, resticIn, type Peer, type Repository } from '../lib/peers.ts';
import { outputOf, runTask, STAGED, stageTask, verifyTask } from '../lib/run-engine.ts';
import type { Contender, Step } from '../lib/turns.ts';
import type { Engine } from './engines.ts';
import type { Places } from './places.ts';

export const VERIFY = 'verify';
export const RESTORE = 'restore';
export const RESTORE_IN_PLACE = 'restore where the documents are';
export const UNZIP_TEST = 'unzip -t';
export const UNZIP = 'unzip';

/** @param peers that are here */
export function readingContenders(
  places: Places,
  engines: readonly Engine[],
  peers: ReadonlySet<Peer>,
): Contender[] {
  const { archive, tree, scratch, show } = places;
  show(false);
  const out = join(scratch, 'out');
  const repositories = [resticIn(join(scratch, 'restic')), borgIn(join(scratch, 'borg'))].filter(({ name }) =>
    peers.has(name),
  );
  for (const repository of repositories) {
    repository.create();
    repository.backUp(tree);
  }
  const alone = (step: Step): Contender => ({ prepare: () => fresh(out), steps: [step] });
  const command = (comparison: string, name: string, words: readonly string[]): Step => ({
    comparison,
    name,
    run: () => measuredRun(words),
    ...(comparison === VERIFY ? {} : { prove: provenTree(places, out, name) }),
  });
  const given = (peer: Peer, steps: readonly Step[]): Contender[] =>
    peers.has(peer) ? steps.map(alone) : [];
  const unzip = ['unzip', '-q', archive, '-d', out];
  return [
    ...given('unzip', [
      command(VERIFY, UNZIP_TEST, ['unzip', '-tq', archive]),
      command(RESTORE, UNZIP, unzip),
      command(RESTORE_IN_PLACE, UNZIP, unzip),
    ]),
    ...given('7z', [
      command(VERIFY, '7z t', ['7z', 't', '-bd', '-bso0', archive]),
      command(RESTORE, '7z x', ['7z', 'x', '-bd', '-bso0', archive, `-o${out}`]),
    ]),
    ...repositories.flatMap((repository) => repositorySteps(places, repository, out).map(alone)),
    ...engines.flatMap((engine) => engineContenders(places, engine, out)),
    alone(command(RESTORE, 'cp -r', ['cp', '-r', tree, join(out, 'tree')])),
    ...given('openssl', [command(VERIFY, 'openssl sha256 of the archive', ['openssl', 'sha256', archive])]),
  ];
}

/** Throws unless every file of the tree came back with all its bytes. */
const provenTree =
  ({ extent }: Places, out: string, who: string) =>
  (): number => {
    const found = extentOf(out);
    if (found.files === extent.files && found.bytes === extent.bytes) return found.bytes;
    throw new Error(
      `${who} brought back ${found.files} files of ${found.bytes} bytes, not ${extent.files} of ${extent.bytes}.`,
    );
  };

const repositorySteps = (places: Places, repository: Repository, out: string): Step[] => [
  { comparison: VERIFY, name: repository.checkName, run: () => repository.check() },
  {
    comparison: RESTORE,
    name: repository.restoreName,
    run: () => repository.restore(out),
    prove: provenTree(places, out, repository.restoreName),
  },
];

function engineContenders(places: Places, { name, program }: Engine, out: string): Contender[] {
  const { archive, profile, extent } = places;
  const forgetStaged = (): void =>
    rmSync(join(profile, 'data/generations', STAGED), { recursive: true, force: true });
  const into =
    (place: string, madeBy: string | null = profile) =>
    (): MeasuredRun =>
      runTask(program, stageTask(place, archive, madeBy));
  const requireDocuments = (measured: MeasuredRun): void => {
    const documents = outputOf(measured).result.counts?.documents;
    if (documents !== places.set.documents) throw new Error(`${name} restored ${documents} documents.`);
  };
  const requireEntries = (measured: MeasuredRun): number => {
    const { entries } = outputOf(measured).result;
    if (entries !== extent.files) throw new Error(`${name} verified ${entries} entries.`);
    return NaN;
  };
  return [
    {
      prepare: () => {},
      steps: [
        {
          comparison: VERIFY,
          name,
          run: () => runTask(program, verifyTask(archive, true)),
          prove: requireEntries,
        },
      ],
    },
    {
      prepare: () => {},
      steps: [
        {
          comparison: VERIFY,
          name: `${name}, a file that is in no list`,
          run: () => runTask(program, verifyTask(archive, false)),
          prove: requireEntries,
        },
      ],
    },
    ...[
      { who: name, madeBy: profile },
      // Its search index is not believed there, and made anew.
      { who: `${name}, on another computer`, madeBy: null },
    ].map(({ who, madeBy }) => ({
      prepare: () => fresh(out),
      steps: [
        {
          comparison: RESTORE,
          name: who,
          run: into(out, madeBy),
          prove: (measured: MeasuredRun) => {
            requireDocuments(measured);
            return extentOf(out).bytes;
          },
        },
      ],
    })),
    {
      prepare: forgetStaged,
      steps: [
        {
          comparison: RESTORE_IN_PLACE,
          name,
          run: into(profile),
          prove: (measured) => {
            requireDocuments(measured);
            return extentOf(join(profile, 'data/generations', STAGED)).bytes;
          },
        },
      ],
    },
  ];
}
