/** Who works in the practice, and what they did. */
import { z } from 'zod';
import { call } from '../call.ts';
import { EntryId } from '../practice.ts';
import { AuditEntry, Pin, SignIn, User, UserDraft } from '../users.ts';
import { Nothing } from './shared.ts';

export const usersCalls = {
  'users:list': call(Nothing, z.object({ users: z.array(User) })),
  'users:save': call(z.object({ userId: EntryId.nullable(), draft: UserDraft }), z.object({ user: User })),
  /** Sets a PIN, or takes it away. One's own, or anybody's for an owner. */
  'users:setPin': call(z.object({ userId: EntryId, pin: Pin.nullable() }), z.object({ user: User })),
  'users:getSignIn': call(Nothing, z.object({ signIn: SignIn, users: z.array(User) })),
  'users:signIn': call(
    z.object({ userId: EntryId, pin: z.string().max(12).default('') }),
    z.object({ signIn: SignIn }),
  ),
  'users:signOut': call(Nothing, z.object({ signIn: SignIn })),
  'audit:list': call(
    z.object({
      caseId: EntryId.nullable().default(null),
      userId: EntryId.nullable().default(null),
      /** The id of the last entry that was given, to read on. */
      after: EntryId.nullable().default(null),
      limit: z.int().min(1).max(200).default(50),
    }),
    z.object({ entries: z.array(AuditEntry), hasMore: z.boolean() }),
  ),
};
