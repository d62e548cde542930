/** Verifies backups, and keeps with each what was found. */
import {
  AppError,
  signatureInWords,
  toAppError,
  type ArchiveChoice,
  type ArchiveSignature,
  type BackupEntry,
  type BackupId,
  type VerifyReport,
} from '@causebook/contracts';
import type { VerifyAnswer, VerifyTask } from '../engine/tasks.ts';
import { findArchive, knownArchives, recordedSeal } from '../library/stored-backup.ts';
import type { Operation } from '../operation/operation-desk.ts';
import type { BackupServiceParts, Told } from '../service-parts.ts';
import { counted, verifiedInWords } from '../words.ts';
import type { Workplace } from '../workplace.ts';
import { SAYS_SOMETHING_OF_THE_FILE } from './drill-backup.ts';
import { rememberDamage } from './remember-damage.ts';

interface Verified extends Omit<VerifyAnswer, 'signature'> {
  readonly signature: ArchiveSignature;
}

/**
 * Hashes everything in an archive, and says who made it.
 * @throws AppError; CHANGED_SINCE_MADE for one whose sums fit and whose signature does not
 */
export async function verifyAndJudge(
  { parts, signers }: Workplace,
  archive: Pick<VerifyTask, 'filePath' | 'expectedChecksum' | 'recorded'>,
  operation: Operation,
): Promise<Verified> {
  const known = await knownArchives(parts.catalog);
  const answer = await parts.runner.run({ kind: 'verify', ...archive, known }, operation);
  const signature = await signers.judge(answer.signature, answer.metadata);
  if (signature.verdict === 'changed') throw new AppError('CHANGED_SINCE_MADE');
  return { ...answer, signature };
}

/** Verifies one archive. A bad result is thrown, and kept with the backup. */
export async function verifyBackup(
  place: Workplace,
  choice: ArchiveChoice,
  signal?: AbortSignal,
): Promise<Told<{ report: VerifyReport }>> {
  const { parts, recorder } = place;
  const { filePath, stored } = await findArchive(parts.catalog, choice);
  const backupId = stored?.backupId ?? null;
  const recorded = {
    expectedChecksum: stored?.checksum ?? null,
    recorded: recordedSeal(stored?.metadata),
  };
  return recorder.run({ kind: 'verify', backupId, fallback: 'INTERNAL', signal }, async (operation) => {
    try {
      const answer = await verifyAndJudge(place, { filePath, ...recorded }, operation);
      const message = `${verifiedInWords(answer)} ${signatureInWords(answer.signature)}`;
      await keepGood(parts, backupId, message);
      const report = {
        ...answer,
        warnings: [...answer.warnings],
        backupId: backupId ?? answer.metadata?.backupId ?? null,
      };
      return { report, message };
    } catch (error) {
      const failure = toAppError(error);
      await keepBad(parts, backupId, failure);
      throw failure;
    }
  });
}

/** Verifies every backup of the list. @returns what was found, also of those that are bad @throws AppError CANCELLED */
export function verifyAll(
  place: Workplace,
  list: () => Promise<readonly BackupEntry[]>,
  signal?: AbortSignal,
): Promise<Told<{ good: number; bad: string[] }>> {
  const { parts, recorder } = place;
  return recorder.run({ kind: 'verify', fallback: 'INTERNAL', signal }, async (operation) => {
    const backups = await list();
    const bad: string[] = [];
    for (const { backupId, filePath, fileName, checksum } of backups) {
      try {
        const recorded = recordedSeal((await parts.catalog.backup(backupId))?.metadata);
        const archive = { filePath, expectedChecksum: checksum, recorded };
        await keepGood(parts, backupId, verifiedInWords(await verifyAndJudge(place, archive, operation)));
      } catch (error) {
        const failure = toAppError(error);
        if (failure.code === 'CANCELLED') throw failure;
        bad.push(`${fileName}: ${failure.message}`);
        await keepBad(parts, backupId, failure);
      }
    }
    const good = backups.length - bad.length;
    const message =
      bad.length === 0
        ? `All ${counted(good, 'backup')} were read and are as they were.`
        : `${good} of ${counted(backups.length, 'backup')} are as they were. ${bad.join(' ')}`;
    return { good, bad, message };
  });
}

const keepGood = (parts: BackupServiceParts, backupId: BackupId | null, message: string): Promise<void> =>
  keepOutcome(parts, backupId, { outcome: 'good', message });

/** Where another backup is the damaged one, that one is marked and named, and nothing is known against this one. */
async function keepBad(
  parts: BackupServiceParts,
  backupId: BackupId | null,
  failure: AppError,
): Promise<void> {
  const { code, details, message } = failure;
  await rememberDamage(parts, failure);
  if (SAYS_SOMETHING_OF_THE_FILE.has(code) && typeof details?.['damagedBackup'] !== 'string')
    await keepOutcome(parts, backupId, { outcome: 'bad', message });
}

async function keepOutcome(
  { catalog, now }: BackupServiceParts,
  backupId: BackupId | null,
  found: { readonly outcome: 'good' | 'bad'; readonly message: string },
): Promise<void> {
  if (backupId === null) return;
  await catalog.recordVerification(backupId, { verifiedAt: now().toISOString(), ...found });
}
