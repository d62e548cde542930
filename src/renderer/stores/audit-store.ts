/** What everybody did, as far as it was read. */
import type { AuditEntry, Failure } from '@causebook/contracts';
import { create } from 'zustand';

export interface AuditState {
  readonly entries: readonly AuditEntry[];
  readonly hasMore: boolean;
  readonly loaded: boolean;
  readonly loadingMore: boolean;
  /** Whose entries are shown; null for everybody's. */
  readonly userId: string | null;
  readonly failure: Failure | null;
}

export const useAudit = create<AuditState>()(() => ({
  entries: [],
  hasMore: false,
  loaded: false,
  loadingMore: false,
  userId: null,
  failure: null,
}));
