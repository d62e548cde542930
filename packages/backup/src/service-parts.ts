/** What the backup service is made of, given by whoever composes it: the app or the command line. */
import type { OperationProgress, Suspicion } from '@causebook/contracts';
import type { PracticeSession } from '@causebook/data';
import type { Catalog } from './catalog/catalog.ts';
import type { EngineRunner } from './engine/tasks.ts';

/** Whatever runs in the background and must stand still while the practice is replaced. */
export interface BackgroundJobs {
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
  boot(): void;
}

export interface BackupServiceParts {
  readonly session: PracticeSession;
  readonly catalog: Catalog;
  readonly runner: EngineRunner;
  readonly appVersion: string;
  readonly now: () => Date;
  /** Who is at work, for what a state says about itself; empty where nobody has to say. */
  readonly actorName?: () => string;
  readonly background: BackgroundJobs;
  /** How long the background may take to stand still before a restore gives up; a minute by default. */
  readonly stopDeadlineMs?: number;
  /** At most five times a second while an operation runs; null when it has ended. */
  readonly onProgress?: (progress: OperationProgress | null) => void;
  /** Backups, history, restore points or statistics are not what they were. */
  readonly onChange?: () => void;
  /** Something looks wrong with the backups: told once, and nothing is pruned until the person has looked at it. */
  readonly onSuspicion?: (suspicion: Suspicion) => void;
  /** Another generation is live. */
  readonly onDataReplaced?: (reason: 'restore' | 'undo' | 'rollback' | 'sample' | 'repair') => void;
  /** For what must not hide the outcome that is being told: written to the log. */
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** An answer with the sentence that tells it. */
export type Told<Answer> = Answer & { readonly message: string };
