/** What the app and the process of one operation say to each other. Plain data only. */
import type { EngineProgress, EngineResult, EngineTask } from '@causebook/backup';
import type { Failure } from '@causebook/contracts';

export type ToEngine = { readonly type: 'run'; readonly task: EngineTask } | { readonly type: 'cancel' };

export type FromEngine =
  | { readonly type: 'progress'; readonly progress: EngineProgress }
  | { readonly type: 'result'; readonly result: EngineResult }
  /** `trace` says where it came from, for the log. */
  | { readonly type: 'failure'; readonly failure: Failure; readonly trace: string };
