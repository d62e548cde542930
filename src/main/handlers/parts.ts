/** What the handlers work with. */
import type { BackupService } from '@causebook/backup';
import type { Channel, Handlers } from '@causebook/contracts';
import type { PracticeSession } from '@causebook/data';
import type { Scheduler } from '@causebook/jobs';
import type { GrantedPaths } from '../granted-paths.ts';
import type { Broadcast, HandlerContext } from '../ipc.ts';
import type { AutomaticExport } from '../jobs/automatic-export.ts';

export interface HandlerParts {
  readonly session: PracticeSession;
  readonly service: BackupService;
  readonly automaticExport: AutomaticExport;
  readonly scheduler: Scheduler;
  readonly grants: GrantedPaths;
  readonly broadcast: Broadcast;
  readonly now: () => Date;
  /** The day in the calendar of the office, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly appVersion: string;
}

/** The handlers of some channels; together they must cover the contract. */
export type Some<C extends Channel> = Pick<Handlers<HandlerContext>, C>;
