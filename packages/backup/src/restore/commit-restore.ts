/**
 * The second half of a restore: a staged generation becomes the live one. Every step before the flip can be taken back,
 * and a crash between any two of them leaves the old practice or the new one. docs/restore-protocol.md is normative.
 */
import { rm } from 'node:fs/promises';
import type { BackupId, GenerationId, GenerationReason } from '@causebook/contracts';
import {
  completeGeneration,
  documentPath,
  flipGeneration,
  generationFolder,
  moveIntoStore,
  readCurrent,
  sweepDocuments,
  type ProfilePaths,
} from '@causebook/data';
import type { StageAnswer } from '../engine/tasks.ts';
import type { BackupServiceParts } from '../service-parts.ts';

export interface RestoreCommit {
  readonly generationId: GenerationId;
  readonly parent: GenerationId | null;
  readonly staged: Pick<StageAnswer, 'counts' | 'databaseVersion' | 'sampleId' | 'stagedContents'>;
  readonly reason: GenerationReason;
  readonly backupId: BackupId | null;
  readonly label: string;
  /** Who asked for it, by name. */
  readonly madeBy?: string;
  readonly now: Date;
}

/** Must run while nobody has the practice open. */
export async function commitRestore(paths: ProfilePaths, commit: RestoreCommit): Promise<void> {
  const { stagedFiles } = generationFolder(paths, commit.generationId);
  for (const sha256 of commit.staged.stagedContents) {
    await moveIntoStore(paths, documentPath(stagedFiles, sha256), sha256);
  }
  await rm(stagedFiles, { recursive: true, force: true });
  await completeGeneration(paths, {
    format: 1,
    id: commit.generationId,
    reason: commit.reason,
    createdAt: commit.now.toISOString(),
    parent: commit.parent,
    label: commit.label,
    backupId: commit.backupId,
    sampleId: commit.staged.sampleId,
    counts: commit.staged.counts,
    databaseVersion: commit.staged.databaseVersion,
    madeBy: commit.madeBy,
  });
  await flipGeneration(paths, commit.generationId);
}

/** Takes back a generation that did not become live, and the documents that it had brought into the store. */
export async function discardStaged(paths: ProfilePaths, generationId: GenerationId): Promise<void> {
  const current = await readCurrent(paths);
  if (current.kind === 'named' && current.id === generationId) return;
  await rm(generationFolder(paths, generationId).folder, { recursive: true, force: true });
  await sweepDocuments(paths);
}

/** As `discardStaged`, after a failure that is told in any case. @param what was being done, for the log */
export async function discardFailed(
  { session, onTrouble }: Pick<BackupServiceParts, 'session' | 'onTrouble'>,
  generationId: GenerationId,
  what: string,
): Promise<void> {
  await discardStaged(session.paths, generationId).catch((trouble: unknown) => onTrouble(what, trouble));
}
