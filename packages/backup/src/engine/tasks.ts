/** What the engine can be asked for, and what it answers. Plain data, so that a task can run in another process. */
import type {
  BackupId,
  BackupMetadata,
  BackupSource,
  ExportOptions,
  GenerationId,
  PracticeCounts,
  RestorePreview,
  VerifyReport,
} from '@causebook/contracts';
import type { EngineProgress } from '../progress.ts';
import type { ThreadOptions } from '../threads/crew.ts';

export interface ExportTask {
  readonly kind: 'export';
  /** Profile folder. */
  readonly profile: string;
  readonly generationId: GenerationId;
  readonly backupId: BackupId;
  /** Folder of the archive; made when missing. */
  readonly destination: string;
  readonly fileName: string;
  readonly options: ExportOptions;
  readonly source: BackupSource;
  readonly createdAt: string;
  readonly appVersion: string;
}
export interface ExportAnswer {
  readonly filePath: string;
  readonly size: number;
  readonly checksum: string;
  /** As in the archive, or as it would be in it when metadata was not asked for. */
  readonly metadata: BackupMetadata;
  readonly counts: PracticeCounts;
  readonly warnings: readonly string[];
}

export interface VerifyTask {
  readonly kind: 'verify';
  readonly filePath: string;
  /** SHA-256 that the file should have, from the catalog; null where there is none but perhaps a sidecar. */
  readonly expectedChecksum: string | null;
}
export type VerifyAnswer = Omit<VerifyReport, 'backupId'>;

export interface PreviewTask {
  readonly kind: 'preview';
  readonly profile: string;
  /** The live generation; null when there is none or it cannot be opened. */
  readonly generationId: GenerationId | null;
  readonly filePath: string;
  /** As `expectedChecksum` of a verify. */
  readonly recordedChecksum: string | null;
  readonly operationId: string;
  /** `YYYY-MM-DD`, to tell coming hearings from past ones. */
  readonly today: string;
}
export type PreviewAnswer = Omit<RestorePreview, 'confirmationToken' | 'expiresAt' | 'ageSeconds'> & {
  /** SHA-256 of the file that was previewed. */
  readonly checksum: string;
};

export interface StageTask {
  readonly kind: 'stage';
  readonly profile: string;
  readonly generationId: GenerationId;
  readonly filePath: string;
  /** SHA-256 that the file had when it was previewed; null when it was not. */
  readonly previewedChecksum: string | null;
  /** As `expectedChecksum` of a verify. */
  readonly recordedChecksum: string | null;
}
/** A complete generation without its marker: proven, durable, and not live. */
export interface StageAnswer {
  readonly metadata: BackupMetadata | null;
  readonly counts: PracticeCounts;
  readonly databaseVersion: number;
  /** The id of the sample practice that was in the backup; null when it is of somebody's own. */
  readonly sampleId: string | null;
  /** Contents that wait in the generation's own `files` folder. */
  readonly stagedContents: readonly string[];
  readonly errors: readonly string[];
}

/** Invents a practice, as a complete generation without its marker. */
export interface SampleTask {
  readonly kind: 'sample';
  readonly profile: string;
  readonly generationId: GenerationId;
  /** The id of the invented practice. */
  readonly sampleId: string;
  /** `YYYY-MM-DD`, the day around which its hearings lie. */
  readonly today: string;
}
export interface SampleAnswer {
  readonly counts: PracticeCounts;
  readonly databaseVersion: number;
}

export interface UnpackTask {
  readonly kind: 'unpack';
  readonly filePath: string;
  readonly folder: string;
}
export interface UnpackAnswer {
  readonly folder: string;
  readonly entries: number;
}

export interface DrillTask {
  readonly kind: 'drill';
  readonly profile: string;
  readonly filePath: string;
  /** As `expectedChecksum` of a verify. */
  readonly expectedChecksum: string | null;
  readonly operationId: string;
}
export interface DrillAnswer {
  /** Of the restored practice. */
  readonly counts: PracticeCounts;
  /** Distinct contents of documents that were read and hashed. */
  readonly documents: number;
  /** Contents that were missing already when the backup was made, or were left out of it. */
  readonly missingDocuments: number;
  /** False where the backup carries no digest: it was made without documents, database or metadata. */
  readonly isDigestEqual: boolean;
  readonly durationMs: number;
}

export type EngineTask =
  ExportTask | VerifyTask | PreviewTask | StageTask | SampleTask | UnpackTask | DrillTask;
export interface EngineAnswers {
  readonly export: ExportAnswer;
  readonly verify: VerifyAnswer;
  readonly preview: PreviewAnswer;
  readonly stage: StageAnswer;
  readonly sample: SampleAnswer;
  readonly unpack: UnpackAnswer;
  readonly drill: DrillAnswer;
}
export type EngineResult = EngineAnswers[EngineTask['kind']];

export interface EngineHooks {
  readonly signal: AbortSignal;
  /** At most five times a second. */
  onProgress(progress: EngineProgress): void;
  /** How the task gets its threads; by itself from these sources. */
  readonly threads?: ThreadOptions | undefined;
}

/** Runs one task to its end: in this process, or in one of its own. Failures are AppErrors. */
export interface EngineRunner {
  run<Task extends EngineTask>(task: Task, hooks: EngineHooks): Promise<EngineAnswers[Task['kind']]>;
}
