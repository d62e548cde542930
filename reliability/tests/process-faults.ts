/** Killed, torn, starved and refused at every call that changes something: restore, undo, backup, increment, deletion. */
import { folderFor, type Context } from '../context.ts';
import { callsOf, EIO, ENOSPC, type Fault } from '../faults.ts';
import { skipped, type Line } from '../line.ts';
import { runMatrix } from '../matrix.ts';
import { makeOldBackups, setStage, type Stage, type StagePast } from '../stage.ts';

interface Subject extends StagePast {
  readonly name: string;
  readonly operation: (stage: Stage) => readonly string[];
  readonly changesState: boolean;
  readonly mayGo?: boolean;
  /** What else there is before it begins. */
  readonly prepare?: (folder: string) => Promise<void>;
  /** Much like another one, so that a part of everything can do without it. */
  readonly isForFullRuns?: boolean;
  /** Every n-th call in a full run; a backup makes many that are alike. */
  readonly every?: number;
}

const subjects: readonly Subject[] = [
  { name: 'restore', operation: ({ backupId }) => ['restore', backupId], changesState: true },
  { name: 'undo', operation: () => ['undo'], changesState: true, isRestored: true },
  {
    name: 'repair',
    operation: ({ backupId }) => ['repair', backupId],
    changesState: true,
    every: 24,
  },
  { name: 'backup', operation: () => ['export'], changesState: false },
  { name: 'deletion', operation: ({ backupId }) => ['delete', backupId], changesState: false, mayGo: true },
  { name: 'pruning', operation: () => ['prune'], changesState: false, prepare: makeOldBackups },
  { name: 'increment', operation: ({ backupId }) => ['increment', backupId], changesState: false, every: 6 },
  {
    name: 'restore-of-increment',
    operation: ({ backupId }) => ['restore', backupId],
    changesState: true,
    isIncrement: true,
    every: 4,
  },
  {
    name: 'consolidation',
    operation: ({ backupId }) => ['consolidate', backupId],
    changesState: false,
    isIncrement: true,
    every: 12,
  },
  {
    name: 'drill-of-increment',
    operation: ({ backupId }) => ['drill', backupId],
    changesState: false,
    isIncrement: true,
    isForFullRuns: true,
    every: 16,
  },
  {
    name: 'deletion-of-increment',
    operation: ({ backupId }) => ['delete', backupId],
    changesState: false,
    isIncrement: true,
    isForFullRuns: true,
    mayGo: true,
    every: 4,
  },
  {
    name: 'restore-point-deletion',
    operation: () => ['delete-restore-point'],
    changesState: false,
    isRestored: true,
    every: 4,
  },
];

interface FaultKind {
  readonly name: string;
  readonly at: (call: number) => Fault;
  /** Where it is the same as another fault at all other calls. */
  readonly kind?: 'write';
  /** Tried at every n-th of the points of the others, because it differs little from one of them. */
  readonly inTurn?: number;
}

const faults: readonly FaultKind[] = [
  { name: 'kill', at: (at) => ({ kind: 'kill', at }) },
  // A call that writes nothing cannot be done by half.
  { name: 'torn', at: (at) => ({ kind: 'torn', at }), kind: 'write' },
  { name: 'full-from', at: (at) => ({ kind: 'fail', at, errno: ENOSPC, isSticky: true }) },
  { name: 'full-once', at: (at) => ({ kind: 'fail', at, errno: ENOSPC, isSticky: false }), inTurn: 3 },
  { name: 'device-error', at: (at) => ({ kind: 'fail', at, errno: EIO, isSticky: false }) },
];

export async function processFaults(context: Context): Promise<Line[]> {
  if (context.shim === null) return [skipped('process faults', 'needs Linux and a C compiler')];
  const lines: Line[] = [];
  for (const subject of subjects) {
    if (context.isQuick && subject.isForFullRuns) continue;
    const wanted = faults.filter(({ name }) => `${name}-${subject.name}`.includes(context.focus));
    if (wanted.length === 0) continue;
    const stage = await setStage(folderFor(context, `stage-${subject.name}`), subject);
    await subject.prepare?.(stage.template);
    const operation = subject.operation(stage);
    const calls = await callsOf(context, operation, stage.template);
    context.say(`${subject.name}: ${calls.length} calls that change something`);
    for (const { name, at: faultAt, kind, inTurn = 1 } of wanted) {
      const possible = calls.flatMap((call, index) =>
        kind === undefined || kind === call ? [index + 1] : [],
      );
      const every = context.isQuick ? Math.ceil(possible.length / 8) : (subject.every ?? 1) * inTurn;
      const { changesState, mayGo = false } = subject;
      lines.push(
        ...(await runMatrix(context, {
          name: `${name}-${subject.name}`,
          stage,
          operation,
          changesState,
          mayGo,
          calls: possible.filter((_, index) => index % every === 0),
          faultAt,
        })),
      );
    }
  }
  return lines;
}
