/** The catalog: the record of backups and of everything that was done. Outside the practice, so that no restore changes it. */
import type { AuditSubject } from '@causebook/contracts';
import type { Migration } from '@causebook/data';

export interface BackupRow {
  backupId: string;
  /** Relative to the profile where it lies inside. */
  filePath: string;
  size: number;
  /** SHA-256 of the file. */
  checksum: string;
  createdAt: string;
  kind: 'full' | 'incremental';
  source: 'manual' | 'scheduled';
  name: string;
  appVersion: string;
  practiceId: string;
  practiceName: string;
  startedAt: string | null;
  completedAt: string | null;
  includeFiles: number;
  includeDatabase: number;
  includeMetadata: number;
  compressionLevel: number;
  /** PracticeCounts as JSON. */
  counts: string;
  /** BackupMetadata as JSON, or null. */
  metadata: string | null;
  /** JSON array of sentences. */
  warnings: string;
  verifiedAt: string | null;
  verifyOutcome: 'good' | 'bad' | null;
  verifyMessage: string | null;
  /** Drill as JSON, or null. */
  drill: string | null;
  /** Protection as JSON, or null: no rule and no person removes the backup while it stands. */
  protection: string | null;
}

export interface OperationRow {
  id: string;
  kind:
    | 'export'
    | 'restore'
    | 'verify'
    | 'undo'
    | 'rollback'
    | 'delete'
    | 'rebuild'
    | 'unpack'
    | 'drill'
    | 'reminder'
    | 'prune'
    | 'point'
    | 'check'
    | 'heal'
    | 'repair';
  source: 'manual' | 'scheduled' | 'system';
  status: 'running' | 'completed' | 'failed' | 'cancelled' | 'interrupted';
  startedAt: string;
  completedAt: string | null;
  code: string | null;
  message: string;
  step: string | null;
  backupId: string | null;
  /** Restores: the generations before and after. */
  fromGeneration: string | null;
  toGeneration: string | null;
  /** Exports: the folder, so that a start after a crash knows where a partial file may lie. */
  folder: string | null;
  /** The sample practice that was open; null for what was done with somebody's own. */
  sampleId: string | null;
}

export interface SettingRow {
  key: string;
  value: string;
}

export interface AuditRow {
  id: string;
  at: string;
  userId: string | null;
  userName: string;
  what: string;
  subject: AuditSubject;
  subjectId: string | null;
  caseId: string | null;
  /** JSON array of { field, before, after }. */
  changes: string;
  /** As in OperationRow. */
  sampleId: string | null;
}

export interface CatalogSchema {
  audit: AuditRow;
  backups: BackupRow;
  operations: OperationRow;
  settings: SettingRow;
}

/** "CBct" */
export const CATALOG_APPLICATION_ID = 0x43426374;

export const catalogMigrations: readonly Migration[] = [
  {
    version: 1,
    sql: `
CREATE TABLE backups (
  backupId TEXT NOT NULL PRIMARY KEY,
  filePath TEXT NOT NULL,
  size INTEGER NOT NULL,
  checksum TEXT NOT NULL,
  createdAt TEXT NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  name TEXT NOT NULL,
  appVersion TEXT NOT NULL,
  practiceId TEXT NOT NULL,
  practiceName TEXT NOT NULL,
  startedAt TEXT,
  completedAt TEXT,
  includeFiles INTEGER NOT NULL,
  includeDatabase INTEGER NOT NULL,
  includeMetadata INTEGER NOT NULL,
  compressionLevel INTEGER NOT NULL,
  counts TEXT NOT NULL,
  metadata TEXT,
  warnings TEXT NOT NULL,
  verifiedAt TEXT,
  verifyOutcome TEXT,
  verifyMessage TEXT
) STRICT;
CREATE INDEX backupsByDate ON backups (createdAt);
CREATE TABLE operations (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  status TEXT NOT NULL,
  startedAt TEXT NOT NULL,
  completedAt TEXT,
  code TEXT,
  message TEXT NOT NULL,
  step TEXT,
  backupId TEXT,
  fromGeneration TEXT,
  toGeneration TEXT,
  folder TEXT
) STRICT;
CREATE INDEX operationsByStart ON operations (startedAt);
CREATE INDEX operationsByKind ON operations (kind, source, startedAt);
CREATE TABLE settings (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
`,
  },
  {
    version: 2,
    sql: `
CREATE TABLE audit (
  id TEXT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  userId TEXT,
  userName TEXT NOT NULL,
  what TEXT NOT NULL,
  subject TEXT NOT NULL,
  subjectId TEXT,
  caseId TEXT,
  changes TEXT NOT NULL
) STRICT;
CREATE INDEX auditByCase ON audit (caseId, id);
CREATE INDEX auditByUser ON audit (userId, id);
`,
  },
  {
    version: 3,
    sql: `ALTER TABLE backups ADD COLUMN drill TEXT;`,
  },
  {
    version: 4,
    sql: `
ALTER TABLE operations ADD COLUMN sampleId TEXT;
ALTER TABLE audit ADD COLUMN sampleId TEXT;
`,
  },
  {
    version: 5,
    sql: `ALTER TABLE backups ADD COLUMN protection TEXT;`,
  },
];
