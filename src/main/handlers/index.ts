/** All handlers. A channel of the contract without one does not compile. */
import type { Handlers } from '@causebook/contracts';
import type { HandlerContext } from '../ipc.ts';
import { backupHandlers } from './backup.ts';
import type { HandlerParts } from './parts.ts';
import { practiceHandlers } from './practice.ts';
import { restoreHandlers } from './restore.ts';
import { scheduleHandlers } from './schedule.ts';

export type { HandlerParts } from './parts.ts';

export const allHandlers = (parts: HandlerParts) =>
  ({
    ...practiceHandlers(parts),
    ...backupHandlers(parts),
    ...restoreHandlers(parts),
    ...scheduleHandlers(parts),
  }) satisfies Handlers<HandlerContext>;
