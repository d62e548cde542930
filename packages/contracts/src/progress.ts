/** What a long operation tells while it runs. */
import { z } from 'zod';

export const OperationKind = z.enum([
  'export',
  'restore',
  'preview',
  'verify',
  'undo',
  'delete',
  'rebuild',
  'unpack',
  'drill',
  'detect',
  'sample',
  'prune',
  'point',
  'check',
  'heal',
  'repair',
]);
export type OperationKind = z.infer<typeof OperationKind>;

export const OperationPhase = z.enum([
  'starting',
  'snapshot',
  'plan',
  'write',
  'verify',
  'publish',
  'check',
  'extract',
  'prove',
  'switch',
  'reopen',
  'invent',
  'examine',
  'heal',
  'salvage',
]);
export type OperationPhase = z.infer<typeof OperationPhase>;

/** A phase without words does not compile. */
export const phaseWords: Readonly<Record<OperationPhase, string>> = {
  starting: 'Getting ready',
  snapshot: 'Taking a snapshot of the database',
  plan: 'Looking at the documents',
  write: 'Writing the backup',
  verify: 'Reading the backup back and checking every file',
  publish: 'Finishing',
  check: 'Checking the backup',
  extract: 'Unpacking and checking every file',
  prove: 'Proving the restored database',
  switch: 'Switching over',
  reopen: 'Opening the practice',
  invent: 'Inventing cases, hearings and documents',
  examine: 'Looking at every entry and every document',
  heal: 'Bringing documents back from backups',
  salvage: 'Reading what can still be read',
};

export const OperationProgress = z.object({
  operationId: z.string(),
  kind: OperationKind,
  phase: OperationPhase,
  /** 0 to 100 over the whole operation; never goes back. */
  percent: z.number().min(0).max(100),
  bytesDone: z.int().nonnegative(),
  bytesTotal: z.int().nonnegative(),
  filesDone: z.int().nonnegative(),
  filesTotal: z.int().nonnegative(),
  /** Seconds left at the pace so far; null while that would be a guess. */
  etaSeconds: z.number().nonnegative().nullable(),
  /** Whether a cancel would still be honoured: false from the moment a change is being made. */
  cancellable: z.boolean(),
  /** Whether it gives way as soon as another operation is asked for, so that nothing has to wait for it. */
  yields: z.boolean(),
});
export type OperationProgress = z.infer<typeof OperationProgress>;
