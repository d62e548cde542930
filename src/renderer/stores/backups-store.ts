/** The catalog of backups and its figures. */
import type { BackupEntry, BackupStatistics, Failure } from '@causebook/contracts';
import { create } from 'zustand';

export interface BackupsState {
  /** Newest first. */
  readonly backups: readonly BackupEntry[];
  readonly statistics: BackupStatistics | null;
  readonly loaded: boolean;
  readonly failure: Failure | null;
}

export const useBackups = create<BackupsState>()(() => ({
  backups: [],
  statistics: null,
  loaded: false,
  failure: null,
}));

export const newestFirst = (backups: readonly BackupEntry[]): readonly BackupEntry[] =>
  backups.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
