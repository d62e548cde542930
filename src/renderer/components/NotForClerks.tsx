/** What a clerk may not do is not offered to them. */
import type { ReactNode } from 'react';
import { selectIsClerk, useUsers } from '../stores/users-store.ts';

export function NotForClerks({ children }: { readonly children: ReactNode }) {
  return useUsers(selectIsClerk) ? null : children;
}
