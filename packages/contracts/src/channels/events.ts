/** What main tells without being asked. */
import { z } from 'zod';
import { DocumentProgress } from '../documents.ts';
import { ErrorCode } from '../errors.ts';
import { CalendarDay, TimeOfDay } from '../practice.ts';
import { OperationProgress } from '../progress.ts';
import { AuditSubject, SignIn } from '../users.ts';

/** The outcome of something that no window asked for: a scheduled run, a reminder, what start-up found. */
export const Outcome = z.object({
  id: z.string(),
  level: z.enum(['success', 'error', 'warning', 'info']),
  title: z.string(),
  message: z.string(),
  remedy: z.string().nullable(),
  code: ErrorCode.nullable(),
});
export type Outcome = z.infer<typeof Outcome>;

export const HearingReminder = z.object({
  caseTitle: z.string(),
  court: z.string(),
  day: CalendarDay,
  time: TimeOfDay.nullable(),
});
export type HearingReminder = z.infer<typeof HearingReminder>;

export const events = {
  /** At most five times a second while an operation runs; `null` when it has ended. */
  'backup:progress': OperationProgress.nullable(),
  /** Backups, history, restore points, schedule or statistics are not what they were. */
  'backup:changed': z.object({}),
  /** One toast. */
  'app:outcome': Outcome,
  /** Another generation is live: every store fetches again. */
  'app:dataReplaced': z.object({ reason: z.enum(['restore', 'undo', 'rollback', 'sample', 'repair']) }),
  /** Something was written into the practice: lists and open pages that show such entries fetch again. */
  'practice:changed': z.object({ subjects: z.array(AuditSubject) }),
  /** At most five times a second while files are being added; `null` when the last one is there. */
  'documents:progress': DocumentProgress.nullable(),
  /** Rows read or written by the import that runs; `null` when it has ended. */
  'import:progress': z.object({ done: z.int().nonnegative(), total: z.int().nonnegative() }).nullable(),
  /** Somebody signed in or out. */
  'users:signInChanged': z.object({ signIn: SignIn }),
  /** The native menu, the tray or a notification asks the window to show something. */
  'app:show': z.object({
    what: z.enum([
      'today',
      'cases',
      'hearings',
      'tasks',
      'documents',
      'search',
      'newCase',
      'newTask',
      'backup',
      'settings',
      'users',
      'about',
      'print',
      'keyboard',
      'back',
    ]),
  }),
};
