/** What is known about the file of a backup, the worst first. */
import type { BackupEntry, NeedProblem } from '@causebook/contracts';
import type { TagTone } from '../../components/Tag.tsx';

export interface Verdict {
  readonly tone: TagTone;
  readonly word: string;
}

const needVerdicts: Readonly<Record<NeedProblem, Verdict>> = {
  missing: { tone: 'danger', word: 'Needed file missing' },
  changed: { tone: 'danger', word: 'Needed file changed' },
  damaged: { tone: 'danger', word: 'Needed file damaged' },
  // Under another name it may be there all the same.
  unlisted: { tone: 'attention', word: 'Needed file not found' },
};

/** @param badNeed what is wrong with a file without which it cannot be restored */
export function verdictOn(
  { fileState, verification, drill }: Pick<BackupEntry, 'fileState' | 'verification' | 'drill'>,
  badNeed: NeedProblem | null = null,
): Verdict {
  if (fileState === 'missing') return { tone: 'danger', word: 'File missing' };
  if (verification?.outcome === 'bad') return { tone: 'danger', word: 'Damaged' };
  if (badNeed !== null) return needVerdicts[badNeed];
  if (fileState === 'changed') return { tone: 'danger', word: 'File changed' };
  if (drill?.outcome === 'failed') return { tone: 'danger', word: 'Does not restore' };
  if (drill?.outcome === 'proven') return { tone: 'safe', word: 'Proven restorable' };
  if (verification === null) return { tone: 'attention', word: 'Not verified' };
  return { tone: 'neutral', word: 'Verified, never proven' };
}
