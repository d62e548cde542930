/** Who works in the practice, and what was done by whom. */
import { z } from 'zod';
import { EntryId, Instant, Line, RequiredLine } from './practice.ts';

/** `owner` may do everything, `advocate` everything but manage users, `clerk` neither delete nor restore. */
export const Role = z.enum(['owner', 'advocate', 'clerk']);
export type Role = z.infer<typeof Role>;

export const User = z.object({
  id: EntryId,
  name: z.string(),
  role: Role,
  email: z.string(),
  /** Inactive users cannot sign in and are not offered for new entries; what they did stays theirs. */
  active: z.boolean(),
  hasPin: z.boolean(),
});
export type User = z.infer<typeof User>;

/** Four to twelve digits. */
export const Pin = z.string().regex(/^\d{4,12}$/);

export const UserDraft = z.object({
  name: RequiredLine.max(100),
  role: Role,
  email: Line,
  active: z.boolean().default(true),
});
export type UserDraft = z.input<typeof UserDraft>;

/** Who acts now. A practice without users is worked in by nobody in particular: the owner. */
export const Actor = z.object({ userId: EntryId.nullable(), name: z.string(), role: Role });
export type Actor = z.infer<typeof Actor>;

/** Whether somebody has to say who they are before the window shows anything: only where there are several users or a PIN. */
export const SignIn = z.object({ needed: z.boolean(), actor: Actor.nullable() });
export type SignIn = z.infer<typeof SignIn>;

/** Kinds of things that an audit entry speaks of. */
export const AuditSubject = z.enum([
  'case',
  'hearing',
  'task',
  'order',
  'document',
  'user',
  'import',
  'practice',
  'backup',
]);
export type AuditSubject = z.infer<typeof AuditSubject>;

/** One line of the audit log, newest first. It lies outside the practice: no restore changes it. */
export const AuditEntry = z.object({
  id: EntryId,
  at: Instant,
  userId: EntryId.nullable(),
  userName: z.string(),
  /** In words: "Changed the hearing of 3 May". */
  what: z.string(),
  subject: AuditSubject,
  subjectId: EntryId.nullable(),
  /** The case that it belongs to, if it belongs to one. */
  caseId: EntryId.nullable(),
  /** What was changed: the name of the field in words, before and after. */
  changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
