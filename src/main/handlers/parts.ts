/** What the handlers work with. */
import type { AuditLog, BackupService } from '@causebook/backup';
import type { Channel, Handlers } from '@causebook/contracts';
import type { ImportRunner, PracticeSession } from '@causebook/data';
import type { Scheduler } from '@causebook/jobs';
import type { Diary } from '../diary.ts';
import type { GrantedPaths } from '../granted-paths.ts';
import type { Broadcast, HandlerContext } from '../ipc.ts';
import type { AutomaticExport, Settings } from '../jobs/automatic-export.ts';
import type { SignedIn } from '../signed-in.ts';

export interface HandlerParts {
  readonly session: PracticeSession;
  /** Reads and changes the practice. */
  readonly diary: Diary;
  readonly audit: AuditLog;
  readonly signedIn: SignedIn;
  readonly service: BackupService;
  readonly automaticExport: AutomaticExport;
  readonly scheduler: Scheduler;
  readonly grants: GrantedPaths;
  /** What is kept beside the practice, whichever of its states is live. */
  readonly settings: Settings;
  /** Reads and writes spreadsheets, where it disturbs nobody. */
  readonly imports: ImportRunner;
  readonly broadcast: Broadcast;
  readonly now: () => Date;
  /** The day in the calendar of the office, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly appVersion: string;
}

/** The handlers of some channels; together they must cover the contract. */
export type Some<C extends Channel> = Pick<Handlers<HandlerContext>, C>;
