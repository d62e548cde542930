/** What the app and the process of one operation say to each other. Plain data only. */
import type { EngineProgress, EngineResult, EngineTask } from '@causebook/backup';
import type { Failure } from '@causebook/contracts';
import type { ImportProgress, ImportResult, ImportTask } from '@causebook/data';

export type ProcessTask = EngineTask | ImportTask;

export type ToEngine = { readonly type: 'run'; readonly task: ProcessTask } | { readonly type: 'cancel' };

export type FromEngine =
  | { readonly type: 'progress'; readonly progress: EngineProgress | ImportProgress }
  | { readonly type: 'result'; readonly result: EngineResult | ImportResult }
  /** `trace` says where it came from, for the log. */
  | { readonly type: 'failure'; readonly failure: Failure; readonly trace: string };
