/** What is known about the file of a backup, the worst first. */
import type { BackupEntry } from '@causebook/contracts';
import type { TagTone } from '../../components/Tag.tsx';

export interface Verdict {
  readonly tone: TagTone;
  readonly word: string;
}

/** @param isNeedMissing whether a file is missing without which it cannot be restored */
export function verdictOn(
  { fileState, verification, drill }: Pick<BackupEntry, 'fileState' | 'verification' | 'drill'>,
  isNeedMissing = false,
): Verdict {
  if (fileState === 'missing') return { tone: 'danger', word: 'File missing' };
  if (verification?.outcome === 'bad') return { tone: 'danger', word: 'Damaged' };
  if (isNeedMissing) return { tone: 'danger', word: 'Needed file missing' };
  if (fileState === 'changed') return { tone: 'danger', word: 'File changed' };
  if (drill?.outcome === 'failed') return { tone: 'danger', word: 'Does not restore' };
  if (drill?.outcome === 'proven') return { tone: 'safe', word: 'Proven restorable' };
  if (verification === null) return { tone: 'attention', word: 'Not verified' };
  return { tone: 'neutral', word: 'Verified, never proven' };
}
