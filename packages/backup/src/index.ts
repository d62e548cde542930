/** The backup engine and its service. Knows nothing of windows. */
export { AuditLog, type NewAuditEntry } from './catalog/audit-log.ts';
export { Catalog } from './catalog/catalog.ts';
export { cleanUpAfter } from './engine/clean-up.ts';
export { engineEnvironment, engineFlags } from './engine/engine-process.ts';
export { inPlaceRunner, runEngineTask } from './engine/run-engine-task.ts';
export type { EngineAnswers, EngineHooks, EngineResult, EngineRunner, EngineTask } from './engine/tasks.ts';
export { LATEST_KEPT, type ExpiryLook } from './restore-points/point-expiry.ts';
export { checkedInWords } from './health/health-words.ts';
export { lastIntegrityFailure, type IntegrityFailure } from './health/kept-check.ts';
export type { EngineProgress } from './progress.ts';
export type { PointToKeep } from './restore-points/keep-present.ts';
export { shareInWords } from './repair/recovery-words.ts';
export { shieldsOf } from './library/protection.ts';
export { decideRetention, type Candidate } from './retention/retention.ts';
export { BackupService } from './service.ts';
export type { BackgroundJobs, BackupServiceParts, Told } from './service-parts.ts';
export { counted, practiceInWords, sizeInWords, verifiedInWords } from './words.ts';
export { verdictOf } from './signing/signers.ts';
