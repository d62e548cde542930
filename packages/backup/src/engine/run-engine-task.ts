/** The engine's door: every long operation on archives goes through here, wherever it runs. */
import { statSync } from 'node:fs';
import { generationFolder, profilePaths } from '@causebook/data';
import { ownThreads, WORTH_READING } from '../threads/thread-options.ts';
import { ThreadPool } from '../threads/thread-pool.ts';
import type { EngineAnswers, EngineHooks, EngineResult, EngineRunner, EngineTask } from './tasks.ts';

/** @throws AppError */
export async function runEngineTask(task: EngineTask, hooks: EngineHooks): Promise<EngineResult> {
  const { threads = ownThreads } = hooks;
  if (threads.entry === null) return runTask(task, hooks);
  const pool = new ThreadPool(threads.entry);
  // It starts while this thread still loads what the task needs.
  if (isLarge(task)) pool.warm();
  try {
    return await runTask(task, { ...hooks, threads: { ...threads, pool } });
  } finally {
    await pool.end();
  }
}

/** Whether the first thing that a task reads is certainly enough for threads. */
function isLarge(task: EngineTask): boolean {
  const first = firstRead(task);
  try {
    return first !== null && statSync(first).size >= WORTH_READING;
  } catch {
    // The task says in its own words what is wrong with it.
    return false;
  }
}

function firstRead(task: EngineTask): string | null {
  if (task.kind === 'verify' || task.kind === 'stage' || task.kind === 'drill') return task.filePath;
  if (task.kind !== 'export' || task.consolidates !== null || task.generationId === null) return null;
  return generationFolder(profilePaths(task.profile), task.generationId).database;
}

async function runTask(task: EngineTask, hooks: EngineHooks): Promise<EngineResult> {
  switch (task.kind) {
    case 'export':
      return (await import('./export-archive.ts')).exportArchive(task, hooks);
    case 'verify':
      return (await import('./verify-archive.ts')).verifyArchive(task, hooks);
    case 'preview':
      return (await import('./preview-archive.ts')).previewArchive(task, hooks);
    case 'stage':
      return (await import('./stage-restore.ts')).stageRestore(task, hooks);
    case 'sample':
      return (await import('./invent-sample.ts')).inventSample(task, hooks);
    case 'unpack':
      return (await import('./unpack-archive.ts')).unpackArchive(task, hooks);
    case 'drill':
      return (await import('./drill-archive.ts')).drillArchive(task, hooks);
    case 'point':
      return (await import('./keep-point.ts')).keepPoint(task, hooks);
    case 'examine-point':
      return (await import('./examine-point.ts')).examinePoint(task, hooks);
    case 'check':
      return (await import('./check-live-practice.ts')).checkLivePractice(task, hooks);
    case 'heal':
      return (await import('./heal-documents.ts')).healDocuments(task, hooks);
    case 'examine':
      return (await import('./repair-practice.ts')).examinePractice(task, hooks);
    case 'compare':
      return (await import('./repair-practice.ts')).comparePractice(task, hooks);
    case 'repair':
      return (await import('./repair-practice.ts')).repairPractice(task, hooks);
    case 'detect':
      return (await import('./detect-changes.ts')).detectChanges(task, hooks);
    case 'leftovers':
      return (await import('./look-for-leftovers.ts')).lookForLeftovers(task);
    default:
      return task satisfies never;
  }
}

/** Runs tasks in this process: for the command line and for tests. */
export const inPlaceRunner: EngineRunner = {
  run: <Task extends EngineTask>(task: Task, hooks: EngineHooks) =>
    runEngineTask(task, hooks) as Promise<EngineResult> as Promise<EngineAnswers[Task['kind']]>,
};
