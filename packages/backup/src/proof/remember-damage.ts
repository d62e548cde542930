/** What an operation found out about an archive that another one needs is kept with that archive. */
import { BackupId, toAppError } from '@causebook/contracts';
import type { BackupServiceParts } from '../service-parts.ts';

/** Marks the backup that `details.damagedBackup` of a failure names, where it is in the list, as bad. */
export async function rememberDamage(
  { catalog, now, onTrouble }: Pick<BackupServiceParts, 'catalog' | 'now' | 'onTrouble'>,
  error: unknown,
): Promise<void> {
  const { message, details } = toAppError(error);
  const damaged = BackupId.safeParse(details?.['damagedBackup']);
  if (!damaged.success) return;
  const verification = { verifiedAt: now().toISOString(), outcome: 'bad', message } as const;
  await catalog
    .recordVerification(damaged.data, verification)
    .catch((trouble: unknown) => onTrouble('keeping what was found out about a backup', trouble));
}
