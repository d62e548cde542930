/** What the roles are called, and what they mean. */
import type { Role } from '@causebook/contracts';

export const roleWords: Readonly<Record<Role, { readonly name: string; readonly may: string }>> = {
  owner: { name: 'Owner', may: 'May do everything, and decides who works here.' },
  advocate: { name: 'Advocate', may: 'May do everything but decide who works here.' },
  clerk: {
    name: 'Clerk',
    may: 'Enters and looks up everything. May not delete, restore a backup or take an import back.',
  },
};
