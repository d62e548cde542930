/** What the engine can be asked for, and what it answers. Plain data, so that a task can run in another process. */
import type {
  BackupId,
  BackupMetadata,
  BackupSource,
  Damage,
  ExportOptions,
  GenerationId,
  HealResult,
  IncrementChanges,
  NewerRow,
  PracticeCounts,
  RestorePointDetails,
  RestorePreview,
  SalvageReport,
  VerifyReport,
} from '@causebook/contracts';
import type { CheckAnswer, Leftovers } from '@causebook/data';
import type { SignatureFact } from '../archive/signature.ts';
import type { RecordedSeal } from '../archive/strict-reader.ts';
import type { KnownArchive } from '../archive/archive-set.ts';
import type { EngineProgress } from '../progress.ts';
import type { ThreadOptions } from '../threads/thread-options.ts';

/** What an increment may build on. */
export interface ExportBase extends KnownArchive {
  /** SHA-256 of its file. */
  readonly checksum: string;
}

/** An increment needs other archives: where those of the catalog lie. What lies beside it is found without. */
interface MayNeedOthers {
  readonly known?: readonly KnownArchive[];
}

export interface ExportTask extends MayNeedOthers {
  readonly kind: 'export';
  /** Profile folder. */
  readonly profile: string;
  /** Not looked at where a backup is written anew. */
  readonly generationId: GenerationId | null;
  readonly backupId: BackupId;
  /** Folder of the archive; made when missing. */
  readonly destination: string;
  readonly fileName: string;
  readonly options: ExportOptions;
  readonly source: BackupSource;
  readonly createdAt: string;
  readonly appVersion: string;
  /** The public key of the one that signs it; the private one lies in the profile. Null for a backup without signature. */
  readonly signedBy: string | null;
  /** Null for a full backup. */
  readonly base: ExportBase | null;
  /** The backup whose practice is written anew, as a full backup; null for a backup of the live practice. */
  readonly consolidates: ExportBase | null;
  /** Practices of which the store of the profile has held documents: one that is gone or empty then is somewhere else. */
  readonly storeHeld?: readonly string[];
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

/** What the list says of an archive beside its SHA-256. */
interface MayBeRecorded {
  /** Its metadata. Without a signature in it, the whole file is hashed. */
  readonly recorded?: RecordedSeal | null;
}

export interface VerifyTask extends MayNeedOthers, MayBeRecorded {
  readonly kind: 'verify';
  readonly filePath: string;
  /** SHA-256 that the file should have, from the catalog; null where there is none but perhaps a sidecar. */
  readonly expectedChecksum: string | null;
}
export type VerifyAnswer = Omit<VerifyReport, 'backupId' | 'signature'> & {
  readonly signature: SignatureFact;
};

export interface PreviewTask extends MayNeedOthers {
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
export type PreviewAnswer = Omit<
  RestorePreview,
  'confirmationToken' | 'expiresAt' | 'ageSeconds' | 'signature'
> & {
  readonly signature: SignatureFact;
  /** SHA-256 of the file that was previewed. */
  readonly checksum: string;
};

export interface StageTask extends MayNeedOthers, MayBeRecorded {
  readonly kind: 'stage';
  readonly profile: string;
  readonly generationId: GenerationId;
  readonly filePath: string;
  /** SHA-256 that the file had when it was previewed; null when it was not. */
  readonly previewedChecksum: string | null;
  /** As `expectedChecksum` of a verify. */
  readonly recordedChecksum: string | null;
  /** Whether one whose signature does not fit is restored all the same. */
  readonly acceptsChanged: boolean;
  /** The public keys of this installation: what they signed was written here. By itself none. */
  readonly ownKeys?: readonly string[];
}
/** A complete generation without its marker: proven, durable, and not live. */
export interface StageAnswer {
  readonly metadata: BackupMetadata | null;
  readonly signature: SignatureFact;
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

export interface UnpackTask extends MayNeedOthers {
  readonly kind: 'unpack';
  readonly filePath: string;
  readonly folder: string;
}
export interface UnpackAnswer {
  readonly folder: string;
  readonly entries: number;
}

export interface DrillTask extends MayNeedOthers, MayBeRecorded {
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

/** Copies one state of the practice into a complete generation without its marker; documents are shared. */
export interface PointTask {
  readonly kind: 'point';
  readonly profile: string;
  /** The state that is copied, live or not; writers may go on. */
  readonly source: GenerationId;
  readonly generationId: GenerationId;
}
export interface PointAnswer {
  readonly counts: PracticeCounts;
  readonly databaseVersion: number;
  readonly sampleId: string | null;
  /** Contents that the state refers to and the store does not hold. */
  readonly missingDocuments: number;
}

/** Looks into a restore point and compares the live practice with it. */
export interface ExaminePointTask {
  readonly kind: 'examine-point';
  readonly profile: string;
  readonly operationId: string;
  readonly generationId: GenerationId;
  /** The live generation; null when there is none or it cannot be opened. */
  readonly live: GenerationId | null;
  /** `YYYY-MM-DD`, to tell coming hearings from past ones. */
  readonly today: string;
}
export type ExaminePointAnswer = Omit<RestorePointDetails, 'point'>;
/** Looks at the live practice and changes nothing. */
export interface CheckTask {
  readonly kind: 'check';
  readonly profile: string;
  readonly generationId: GenerationId;
  /** Whether every byte of every document is read. */
  readonly isThorough: boolean;
  /** Contents that were not well the last time; their bytes are read in any case. */
  readonly suspects: readonly string[];
  readonly checkedAt: string;
}
export interface CheckTaskAnswer extends CheckAnswer {
  readonly durationMs: number;
}

/** Brings documents back from backups. */
export interface HealTask {
  readonly kind: 'heal';
  readonly profile: string;
  readonly generationId: GenerationId;
  readonly operationId: string;
  /** The contents that are looked at; null for all. */
  readonly only: readonly string[] | null;
  /** Where they may be found, in the order in which they are asked. */
  readonly backups: readonly { readonly filePath: string; readonly fileName: string }[];
  /** Folder in the quarantine for the damaged files. */
  readonly quarantine: string;
}

/** A look at a generation that is damaged, or may be. Nothing of it is written. */
export interface ExamineTask {
  readonly kind: 'examine';
  readonly profile: string;
  readonly sourceId: GenerationId;
  /** Whether this Causebook has its database open. */
  readonly isOpen: boolean;
  readonly operationId: string;
  readonly now: string;
}
export interface ExamineAnswer {
  readonly damage: Damage;
  readonly report: SalvageReport;
  /** Of everything that could be read. */
  readonly counts: PracticeCounts;
  /** SHA-256 of the database and its journal. */
  readonly sourceHash: string;
}

/** What a damaged generation has that a backup has not. */
export interface CompareTask extends Omit<ExamineTask, 'kind'>, MayNeedOthers {
  readonly kind: 'compare';
  readonly filePath: string;
  /** As `expectedChecksum` of a verify. */
  readonly recordedChecksum: string | null;
}
export interface CompareAnswer {
  readonly rows: readonly NewerRow[];
  readonly onlyInBackup: number;
  /** Whether people of the practice have to say who they are before they see entries. */
  readonly asksWho: boolean;
  /** SHA-256 of the archive. */
  readonly checksum: string;
  readonly sourceHash: string;
}

/** Builds the next generation from a damaged one. */
export interface RepairTask extends Omit<ExamineTask, 'kind'> {
  readonly kind: 'repair';
  readonly generationId: GenerationId;
  readonly way: 'reindex' | 'salvage' | 'merge';
  /** `sourceHash` when it was looked at; null when it was not. */
  readonly expectedSource: string | null;
  /** For `merge`: the backup to begin with; else null. */
  readonly backup: Pick<StageTask, 'filePath' | 'previewedChecksum' | 'recordedChecksum' | 'known'> | null;
  /** For `merge`: which newer rows come with it, by their keys. */
  readonly chosen: 'all' | 'none' | readonly string[];
}
export interface RepairAnswer extends StageAnswer {
  /** Of a salvage. */
  readonly report: SalvageReport | null;
  /** File with what was read and does not fit. */
  readonly setAsideIn: string | null;
  /** Of a merge. */
  readonly merged: {
    readonly merged: number;
    readonly casesBrought: number;
    readonly refused: number;
  } | null;
}

/** Looks at what an increment would hold, without making one. */
export interface DetectTask extends MayNeedOthers {
  readonly kind: 'detect';
  readonly profile: string;
  readonly generationId: GenerationId;
  readonly base: ExportBase;
  readonly operationId: string;
}
export type DetectAnswer = IncrementChanges;

/** Looks for documents in the store that no state of the practice refers to. Removes nothing. */
export interface LeftoversTask {
  readonly kind: 'leftovers';
  readonly profile: string;
}
export interface LeftoversAnswer {
  readonly leftovers: Leftovers;
}

export type EngineTask =
  | ExportTask
  | VerifyTask
  | PreviewTask
  | StageTask
  | SampleTask
  | UnpackTask
  | DrillTask
  | PointTask
  | ExaminePointTask
  | CheckTask
  | HealTask
  | ExamineTask
  | CompareTask
  | RepairTask
  | DetectTask
  | LeftoversTask;
export interface EngineAnswers {
  readonly export: ExportAnswer;
  readonly verify: VerifyAnswer;
  readonly preview: PreviewAnswer;
  readonly stage: StageAnswer;
  readonly sample: SampleAnswer;
  readonly unpack: UnpackAnswer;
  readonly drill: DrillAnswer;
  readonly point: PointAnswer;
  readonly 'examine-point': ExaminePointAnswer;
  readonly check: CheckTaskAnswer;
  readonly heal: HealResult;
  readonly examine: ExamineAnswer;
  readonly compare: CompareAnswer;
  readonly repair: RepairAnswer;
  readonly detect: DetectAnswer;
  readonly leftovers: LeftoversAnswer;
}
export type EngineResult = EngineAnswers[EngineTask['kind']];

export interface EngineHooks {
  readonly signal: AbortSignal;
  /** At most five times a second. */
  onProgress(progress: EngineProgress): void;
  /** How the task gets its threads; by itself from these sources. */
  readonly threads?: ThreadOptions | undefined;
  /** Whether nothing else in this process has the practice open, so that its files may be opened beside SQLite. */
  readonly isAlone?: boolean | undefined;
}

/** Runs one task to its end: in this process, or in one of its own. Failures are AppErrors. */
export interface EngineRunner {
  run<Task extends EngineTask>(task: Task, hooks: EngineHooks): Promise<EngineAnswers[Task['kind']]>;
}
