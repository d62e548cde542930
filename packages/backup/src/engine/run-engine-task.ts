/** The engine's door: every long operation on archives goes through here, wherever it runs. */
import { checkLivePractice } from './check-live-practice.ts';
import { detectChanges } from './detect-changes.ts';
import { drillArchive } from './drill-archive.ts';
import { examinePoint } from './examine-point.ts';
import { exportArchive } from './export-archive.ts';
import { healDocuments } from './heal-documents.ts';
import { inventSample } from './invent-sample.ts';
import { keepPoint } from './keep-point.ts';
import { previewArchive } from './preview-archive.ts';
import { comparePractice, examinePractice, repairPractice } from './repair-practice.ts';
import { stageRestore } from './stage-restore.ts';
import type { EngineAnswers, EngineHooks, EngineResult, EngineRunner, EngineTask } from './tasks.ts';
import { unpackArchive } from './unpack-archive.ts';
import { verifyArchive } from './verify-archive.ts';

/** @throws AppError */
export function runEngineTask(task: EngineTask, hooks: EngineHooks): Promise<EngineResult> {
  switch (task.kind) {
    case 'export':
      return exportArchive(task, hooks);
    case 'verify':
      return verifyArchive(task, hooks);
    case 'preview':
      return previewArchive(task, hooks);
    case 'stage':
      return stageRestore(task, hooks);
    case 'sample':
      return inventSample(task, hooks);
    case 'unpack':
      return unpackArchive(task, hooks);
    case 'drill':
      return drillArchive(task, hooks);
    case 'point':
      return keepPoint(task, hooks);
    case 'examine-point':
      return examinePoint(task, hooks);
    case 'check':
      return checkLivePractice(task, hooks);
    case 'heal':
      return healDocuments(task, hooks);
    case 'examine':
      return examinePractice(task, hooks);
    case 'compare':
      return comparePractice(task, hooks);
    case 'repair':
      return repairPractice(task, hooks);
    case 'detect':
      return detectChanges(task, hooks);
    default:
      return task satisfies never;
  }
}

/** Runs tasks in this process: for the command line and for tests. */
export const inPlaceRunner: EngineRunner = {
  run: <Task extends EngineTask>(task: Task, hooks: EngineHooks) =>
    runEngineTask(task, hooks) as Promise<EngineResult> as Promise<EngineAnswers[Task['kind']]>,
};
