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
  /** Contents that wait in the generation's own `files` folder. */
  readonly stagedContents: readonly string[];
  readonly errors: readonly string[];
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

export type EngineTask = ExportTask | VerifyTask | PreviewTask | StageTask | UnpackTask;
export interface EngineAnswers {
  readonly export: ExportAnswer;
  readonly verify: VerifyAnswer;
  readonly preview: PreviewAnswer;
  readonly stage: StageAnswer;
  readonly unpack: UnpackAnswer;
}
export type EngineResult = EngineAnswers[EngineTask['kind']];

export interface EngineHooks {
  readonly signal: AbortSignal;
  /** At most five times a second. */
  onProgress(progress: EngineProgress): void;
}

/** Runs one task to its end: in this process, or in one of its own. Failures are AppErrors. */
export interface EngineRunner {
  run<Task extends EngineTask>(task: Task, hooks: EngineHooks): Promise<EngineAnswers[Task['kind']]>;
}
