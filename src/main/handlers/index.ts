/** All handlers. A channel of the contract without one does not compile. */
import type { Handlers } from '@causebook/contracts';
import type { HandlerContext } from '../ipc.ts';
import { audited } from './audited.ts';
import { backupHandlers } from './backup.ts';
import { casesHandlers } from './cases.ts';
import { documentsHandlers } from './documents.ts';
import { hearingsHandlers } from './hearings.ts';
import { importsHandlers } from './imports.ts';
import { ordersHandlers } from './orders.ts';
import type { HandlerParts } from './parts.ts';
import { practiceHandlers } from './practice.ts';
import { restoreHandlers } from './restore.ts';
import { retentionHandlers } from './retention.ts';
import { scheduleHandlers } from './schedule.ts';
import { searchHandlers } from './search.ts';
import { tasksHandlers } from './tasks.ts';
import { todayHandlers } from './today.ts';
import { usersHandlers } from './users.ts';

export type { HandlerParts } from './parts.ts';

export const allHandlers = (parts: HandlerParts): Handlers<HandlerContext> =>
  audited(
    {
      ...practiceHandlers(parts),
      ...todayHandlers(parts),
      ...casesHandlers(parts),
      ...hearingsHandlers(parts),
      ...tasksHandlers(parts),
      ...ordersHandlers(parts),
      ...documentsHandlers(parts),
      ...searchHandlers(parts),
      ...importsHandlers(parts),
      ...usersHandlers(parts),
      ...backupHandlers(parts),
      ...restoreHandlers(parts),
      ...retentionHandlers(parts),
      ...scheduleHandlers(parts),
    },
    parts,
  );
