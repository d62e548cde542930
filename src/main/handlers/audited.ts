/** Writes into the audit log what was done to the practice as a whole: entries note themselves, backups and restores do not. */
import type { Channel, Handlers } from '@causebook/contracts';
import type { HandlerContext } from '../ipc.ts';
import type { HandlerParts } from './parts.ts';

type Needed = Pick<HandlerParts, 'diary' | 'now'>;

const noted = {
  'backup:exportNow': 'Made a backup',
  'backup:consolidate': 'Made a full backup out of an increment',
  'backup:deleteBackup': 'Deleted a backup',
  'backup:restoreFromZip': 'Restored the practice from a backup',
  'backup:undoRestore': 'Undid the last restore',
  'backup:rollBack': 'Went back to an earlier state of the practice',
  'backup:keepRestorePoint': 'Kept the present state of the practice',
  'backup:changeRestorePoint': 'Changed a restore point',
  'backup:deleteRestorePoint': 'Deleted a restore point',
  'integrity:heal': 'Brought documents back from backups',
  'integrity:apply': 'Mended the practice',
  'recovery:repair': 'Recovered the practice from a damaged state',
  'backup:saveSchedule': 'Changed the schedule of the automatic backups',
  'backup:saveRetention': 'Changed which backups are kept',
  'backup:prune': 'Removed old backups',
  'backup:protect': 'Protected a backup',
  'backup:unprotect': 'Stopped protecting a backup',
  'backup:acceptSuspicion': 'Said that what looked wrong in the backups is right',
} satisfies Partial<Record<Channel, string>>;

type Handler = (input: never, context: HandlerContext) => Promise<{ readonly message: string }>;

/** The same handlers; who called those that matter is written down once they are done. */
export function audited(handlers: Handlers<HandlerContext>, parts: Needed): Handlers<HandlerContext> {
  const wrapped = Object.entries(noted).map(([channel, what]) => {
    // One entry of a map whose types agree entry by entry; TypeScript can't follow that through a variable key.
    const handle = handlers[channel as Channel] as Handler;
    return [channel, noting(handle, what, parts)] as const;
  });
  return { ...handlers, ...Object.fromEntries(wrapped) };
}

const noting =
  (handle: Handler, what: string, { diary, now }: Needed): Handler =>
  async (input, context) => {
    // After a restore the people may be others.
    const { actor } = diary.asked();
    const answer = await handle(input, context);
    const changes = [{ field: 'Outcome', before: '', after: answer.message }];
    await diary.note([{ what, subject: 'backup', changes }], { actor, now: now() });
    return answer;
  };
