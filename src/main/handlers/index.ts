/** All handlers. A channel of the contract without one does not compile. */
import type { Handlers } from '@causebook/contracts';
import type { HandlerContext } from '../ipc.ts';
import { asking } from './asking.ts';
import { audited } from './audited.ts';
import { backupHandlers } from './backup.ts';
import { casesHandlers } from './cases.ts';
import { documentsHandlers } from './documents.ts';
import { hearingsHandlers } from './hearings.ts';
import { importsHandlers } from './imports.ts';
import { limited } from './limited.ts';
import { integrityHandlers } from './integrity.ts';
import { ordersHandlers } from './orders.ts';
import type { HandlerParts } from './parts.ts';
import { practiceHandlers } from './practice.ts';
import { recoveryHandlers } from './recovery.ts';
import { restoreHandlers } from './restore.ts';
import { retentionHandlers } from './retention.ts';
import { scheduleHandlers } from './schedule.ts';
import { searchHandlers } from './search.ts';
import { tasksHandlers } from './tasks.ts';
import { todayHandlers } from './today.ts';
import { usersHandlers } from './users.ts';

export type { HandlerParts } from './parts.ts';

/** What is noted was done, what is done was not too often, and what cannot be undone was asked about before. */
export const allHandlers = (parts: HandlerParts): Handlers<HandlerContext> =>
  audited(limited(asking(everyHandler(parts), parts), parts), parts);

const everyHandler = (parts: HandlerParts): Handlers<HandlerContext> => ({
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
  ...scheduleHandlers(parts),
  ...integrityHandlers(parts),
  ...recoveryHandlers(parts),
  ...retentionHandlers(parts),
});
