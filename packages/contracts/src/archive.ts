/** An archive and what it says of itself. */
import { z } from 'zod';
import { Instant, Sha256 } from './practice.ts';

export const BackupId = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  .brand<'BackupId'>();
export type BackupId = z.infer<typeof BackupId>;

export const CompressionLevel = z.int().min(0).max(9);
export const BackupKind = z.enum(['full', 'incremental']);
export const BackupSource = z.enum(['manual', 'scheduled']);
export type BackupSource = z.infer<typeof BackupSource>;

/** The newest version of the archive format that this Causebook writes and reads. */
export const ARCHIVE_FORMAT_VERSION = 2;
/** What a full backup is written as: nothing in it has changed since, so that older readers take it. */
export const FULL_FORMAT_VERSION = 1;

/** Archives that one increment may lean on: its base's base and so on, as far as they hold documents it needs. */
export const MAX_NEEDED_ARCHIVES = 200;

/** An archive without which an increment cannot be restored. */
export const NeededArchive = z.object({
  backupId: BackupId,
  /** Its name when the increment was made, for whoever has to look for it. */
  fileName: z.string().max(255),
  createdAt: Instant,
  /** SHA-256 of the file. */
  checksum: Sha256,
});
export type NeededArchive = z.infer<typeof NeededArchive>;

/** What makes an archive an increment. */
export const Increment = z.object({
  /** Every archive that holds a document of the snapshot, or the database that the changed pages belong to. */
  needs: z.array(NeededArchive).min(1).max(MAX_NEEDED_ARCHIVES),
  /** Null where the database travels whole. */
  pages: z
    .object({
      /** The archive whose `database.sqlite` the pages are laid over. */
      base: BackupId,
      /** SHA-256 of that database, and of the one that comes out. */
      baseSha256: Sha256,
      sha256: Sha256,
      /** Bytes of the one that comes out. */
      size: z.int().positive(),
      pageSize: z.int().min(512).max(65_536),
      changedPages: z.int().nonnegative(),
    })
    .nullable(),
  /** Distinct documents of the snapshot, wherever they lie, and their bytes. */
  documents: z.int().nonnegative(),
  documentBytes: z.int().nonnegative(),
  /** Against the base: documents that are new, and that are needed no more. */
  addedDocuments: z.int().nonnegative(),
  removedDocuments: z.int().nonnegative(),
});
export type Increment = z.infer<typeof Increment>;

/** A document that the snapshot refers to and the archive does not hold, because the live store had lost or damaged it. */
export const MissingDocument = z.object({
  sha256: Sha256,
  reason: z.enum(['absent', 'damaged']),
});
export type MissingDocument = z.infer<typeof MissingDocument>;

/** `backup-metadata.json`. Normative description: docs/backup-format.md. */
export const BackupMetadata = z.object({
  format: z.literal('causebook-backup'),
  version: z.int().min(1),
  backupId: BackupId,
  kind: BackupKind,
  base: BackupId.nullable(),
  source: BackupSource,
  name: z.string().max(255),
  createdAt: Instant,
  appVersion: z.string().max(64),
  /** Version of the database schema inside. */
  databaseVersion: z.int().min(1),
  practiceId: z.string().max(64),
  practiceName: z.string().max(255),
  /** Distinct document contents in the archive, and their size before compression. */
  fileCount: z.int().nonnegative(),
  totalFileSize: z.int().nonnegative(),
  userCount: z.int().nonnegative(),
  caseCount: z.int().nonnegative(),
  taskCount: z.int().nonnegative(),
  hearingCount: z.int().nonnegative(),
  orderCount: z.int().nonnegative(),
  documentCount: z.int().nonnegative(),
  compressionLevel: CompressionLevel,
  includeFiles: z.boolean(),
  includeDatabase: z.boolean(),
  includeMetadata: z.literal(true),
  missingDocuments: z.array(MissingDocument).max(1_000_000),
  /** Digest over every row of every practice table; see docs/backup-format.md. Null without the database. */
  rowsDigest: Sha256.nullable(),
  /** Digest over rows and documents. Null unless database and files are both in the archive. */
  digest: Sha256.nullable(),
  /** SHA-256 of SHA256SUMS. */
  checksum: Sha256,
  /** SHA-256 over the packed form of every entry before this one; see docs/backup-format.md. */
  seal: Sha256,
  /** Ed25519 over this file without the line of the signature, in base64; see docs/backup-format.md. */
  signature: z.string().max(200).optional(),
  /** The public key of the installation that signed it, as SPKI in base64. */
  signedBy: z.string().max(200).optional(),
  /** Of an increment; not there in a full backup. */
  increment: Increment.optional(),
});
export type BackupMetadata = z.infer<typeof BackupMetadata>;
