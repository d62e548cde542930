/** What keeps a backup from going, whoever wants it gone. Pure. */
import type { BackupId, Protection } from '@causebook/contracts';
import type { StoredBackup } from '../catalog/backup-rows.ts';
import { dependants } from '../increment/needed-backups.ts';

export interface Shield {
  /** Why it stays, in words that go on a sentence. */
  readonly words: string;
  readonly remedy: string;
}

const NEEDED: Shield = {
  words: 'another backup needs it',
  remedy: 'Delete the backups that need it first.',
};

/** The backups that must stay: those that are protected, and those that another one needs to be restored. */
export function shieldsOf(
  backups: readonly Pick<StoredBackup, 'backupId' | 'checksum' | 'protection' | 'metadata'>[],
): ReadonlyMap<BackupId, Shield> {
  const shields = new Map<BackupId, Shield>();
  for (const needed of dependants(backups).keys()) shields.set(needed, NEEDED);
  for (const { backupId, protection } of backups)
    if (protection !== null && !shields.has(backupId)) shields.set(backupId, shieldOf(protection));
  return shields;
}

const shieldOf = ({ by, reason }: Protection): Shield => ({
  words: by === 'person' ? 'it is protected' : `Causebook protects it: ${reason.replace(/\.$/, '')}`,
  remedy: 'Stop protecting it first if you are sure that it may go.',
});
