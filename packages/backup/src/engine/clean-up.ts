/** Removes what a task leaves that was cut off. The engine cleans up by itself, unless its process was ended. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  exists,
  generationFolder,
  profilePaths,
  readCurrent,
  removeSumWithoutArchive,
} from '@causebook/data';
import {
  detectWorkspace,
  drillWorkspace,
  examineWorkspace,
  exportWorkspace,
  healWorkspace,
  partialArchive,
  previewWorkspace,
  publishingMark,
  repairWorkspace,
  unpackWorkspace,
} from './task-places.ts';
import type { EngineTask, PointTask, RepairTask, SampleTask, StageTask } from './tasks.ts';

/**
 * Must run when the process has ended. What it misses is cleared at the next start; in a folder that the person has chosen
 * for unpacking, when something is unpacked there again.
 */
export async function cleanUpAfter(task: EngineTask): Promise<void> {
  switch (task.kind) {
    case 'export':
      await rm(partialArchive(task), { force: true });
      if (await exists(publishingMark(task)))
        await rm(join(task.destination, task.fileName), { force: true });
      await removeSumWithoutArchive(join(task.destination, task.fileName));
      await rm(exportWorkspace(task), { recursive: true, force: true });
      return rm(publishingMark(task), { force: true });
    case 'preview':
      return rm(previewWorkspace(task), { recursive: true, force: true });
    case 'drill':
      return rm(drillWorkspace(task), { recursive: true, force: true });
    case 'examine-point':
      return rm(examineWorkspace(task), { recursive: true, force: true });
    case 'heal':
      return rm(healWorkspace(task), { recursive: true, force: true });
    case 'examine':
    case 'compare':
      return rm(repairWorkspace(task), { recursive: true, force: true });
    case 'repair':
      await rm(repairWorkspace(task), { recursive: true, force: true });
      return removeStaged(task);
    case 'detect':
      return rm(detectWorkspace(task), { recursive: true, force: true });
    case 'stage':
    case 'sample':
    case 'point':
      return removeStaged(task);
    case 'unpack':
      return rm(unpackWorkspace(task), { recursive: true, force: true });
    case 'verify':
    case 'check':
    case 'leftovers':
      return;
    default:
      return task satisfies never;
  }
}

async function removeStaged({
  profile,
  generationId,
}: StageTask | SampleTask | PointTask | RepairTask): Promise<void> {
  const paths = profilePaths(profile);
  const current = await readCurrent(paths);
  // Staging never makes a generation live; should CURRENT name it all the same, it is not ours to remove.
  if (current.kind === 'named' && current.id === generationId) return;
  await rm(generationFolder(paths, generationId).folder, { recursive: true, force: true });
}
