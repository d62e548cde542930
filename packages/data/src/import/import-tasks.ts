/** What an import asks for that may take long. Plain data, so that it can run in another process. */
import type { ImportPreview, ImportReport } from '@causebook/contracts';
import type { ImportHooks } from './import-hooks.ts';
import { previewImport, type PreviewTask } from './preview-import.ts';
import { runImport, type RunTask } from './run-import.ts';
import { undoImport, type UndoAnswer, type UndoTask } from './undo-import.ts';

export type ImportTask = PreviewTask | RunTask | UndoTask;
export interface ImportAnswers {
  readonly 'import-preview': ImportPreview;
  readonly 'import-run': ImportReport;
  readonly 'import-undo': UndoAnswer;
}
export type ImportResult = ImportAnswers[ImportTask['kind']];

/** @throws AppError */
export function runImportTask(task: ImportTask, hooks: ImportHooks): Promise<ImportResult> {
  switch (task.kind) {
    case 'import-preview':
      return previewImport(task, hooks);
    case 'import-run':
      return runImport(task, hooks);
    case 'import-undo':
      return undoImport(task, hooks);
    default:
      return task satisfies never;
  }
}

/** Runs one task to its end: in this process, or in one of its own. Failures are AppErrors. */
export interface ImportRunner {
  run<Task extends ImportTask>(task: Task, hooks: ImportHooks): Promise<ImportAnswers[Task['kind']]>;
}

/** Runs tasks in this process: for tests. */
export const inPlaceImports: ImportRunner = {
  run: <Task extends ImportTask>(task: Task, hooks: ImportHooks) =>
    runImportTask(task, hooks) as Promise<ImportResult> as Promise<ImportAnswers[Task['kind']]>,
};
