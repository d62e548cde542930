/** The people of a practice: who may act in it, under which name, and with which PIN. */
import { AppError, type Role, type User, type UserDraft } from '@causebook/contracts';
import type { Kysely } from 'kysely';
import type { Database } from '../database.ts';
import type { PracticeSchema, UserRow } from '../schema.ts';
import { uniqueId } from '../unique-id.ts';

type Query = Kysely<PracticeSchema>;

const toUser = ({ id, name, role, email, active, pin }: Omit<UserRow, 'createdAt'>): User => ({
  id,
  name,
  role,
  email,
  active: active === 1,
  hasPin: pin !== null,
});

const columns = ['id', 'name', 'role', 'email', 'active', 'pin'] as const;

/** Active people first, each group by name. */
export async function listUsers(query: Query): Promise<User[]> {
  const rows = await query
    .selectFrom('users')
    .select(columns)
    .orderBy('active', 'desc')
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(toUser);
}

/** @throws AppError NOT_FOUND */
export async function getUser(query: Query, id: string): Promise<User> {
  const row = await query.selectFrom('users').select(columns).where('id', '=', id).executeTakeFirst();
  if (!row) throw noSuchUser();
  return toUser(row);
}

/** What decides whether somebody has to say who they are; read at once, for whoever cannot wait. */
export interface SignInFacts {
  readonly users: readonly User[];
  /** Whether the people of this practice are asked at all; those of an invented one are not. */
  readonly asks: boolean;
}

export function signInFacts(database: Database): SignInFacts {
  const rows = database
    .prepare<[], Omit<UserRow, 'createdAt'>>(
      'SELECT id, name, role, email, active, pin FROM users WHERE active = 1 ORDER BY name, id',
    )
    .all();
  const rule = database
    .prepare<[], string>(`SELECT value FROM settings WHERE key = 'practice.signIn'`)
    .pluck()
    .get();
  return { users: rows.map(toUser), asks: rule !== 'never' };
}

/** The hash of a PIN, or null. @throws AppError NOT_FOUND for somebody who does not exist or is inactive */
export async function pinOf(query: Query, id: string): Promise<string | null> {
  const row = await query
    .selectFrom('users')
    .select('pin')
    .where('id', '=', id)
    .where('active', '=', 1)
    .executeTakeFirst();
  if (!row) throw noSuchUser();
  return row.pin;
}

export interface SavedUser {
  readonly user: User;
  /** As they were before; null for somebody new. */
  readonly before: User | null;
}

/**
 * Adds somebody, or changes them. From then on the people of the practice are asked who they are.
 * @throws AppError INVALID_INPUT for a name that is taken, or when nobody would be left who may do everything; NOT_FOUND
 */
export async function saveUser(
  query: Query,
  change: { readonly id: string | null; readonly draft: UserDraft; readonly now: Date },
): Promise<SavedUser> {
  const { id, draft, now } = change;
  const { name, role, email, active = true } = draft;
  return query.transaction().execute(async (inside) => {
    const others = (await listUsers(inside)).filter((user) => user.id !== id);
    const before = id === null ? null : await getUser(inside, id);
    requireFreeName(name, others);
    requireOwner({ role, active }, others);
    const row = { name, role, email, active: active ? 1 : 0 };
    const userId = id ?? uniqueId(now);
    if (before) await inside.updateTable('users').set(row).where('id', '=', userId).execute();
    else {
      const added = { ...row, id: userId, createdAt: now.toISOString(), pin: null };
      await inside.insertInto('users').values(added).execute();
    }
    await inside.deleteFrom('settings').where('key', '=', 'practice.signIn').execute();
    return { before, user: await getUser(inside, userId) };
  });
}

/** Sets the hash of a PIN, or takes it away. @throws AppError NOT_FOUND */
export async function setPinHash(query: Query, id: string, pin: string | null): Promise<User> {
  return query.transaction().execute(async (inside) => {
    await inside.updateTable('users').set({ pin }).where('id', '=', id).execute();
    await inside.deleteFrom('settings').where('key', '=', 'practice.signIn').execute();
    return getUser(inside, id);
  });
}

const sameName = (one: string, other: string): boolean =>
  one.normalize('NFKC').localeCompare(other.normalize('NFKC'), undefined, { sensitivity: 'accent' }) === 0;

function requireFreeName(name: string, others: readonly User[]): void {
  const taken = others.find((other) => sameName(other.name, name));
  if (taken === undefined) return;
  const message = taken.active
    ? `There is somebody called ${taken.name} already.`
    : `Somebody called ${taken.name} worked here before.`;
  throw new AppError('INVALID_INPUT', message, {
    remedy: taken.active
      ? 'Give each person a name of their own, for example with an initial.'
      : 'Make them active again, or give the new person another name.',
  });
}

function requireOwner(
  changed: { readonly role: Role; readonly active: boolean },
  others: readonly User[],
): void {
  const isOwner = ({ role, active }: { readonly role: Role; readonly active: boolean }): boolean =>
    role === 'owner' && active;
  if (isOwner(changed) || others.some(isOwner)) return;
  throw new AppError('INVALID_INPUT', 'A practice needs at least one active owner.', {
    remedy:
      others.length === 0
        ? 'The first person has to be an owner. Others can be added after that.'
        : 'Make somebody else an owner first.',
  });
}

const noSuchUser = (): AppError =>
  new AppError('NOT_FOUND', 'That person does not work in this practice.', {
    remedy: 'Look at the list of users again; somebody may have changed it.',
  });
