/** What is known about the file of a backup, the worst first. */
import type { BackupEntry } from '@causebook/contracts';
import type { TagTone } from '../../components/Tag.tsx';
import type { BadNeed } from './increment-words.ts';

export interface Verdict {
  readonly tone: TagTone;
  readonly word: string;
}

const needWords: Readonly<Record<BadNeed['problem'], string>> = {
  missing: 'Needed file missing',
  changed: 'Needed file changed',
  damaged: 'Needed file damaged',
  unusable: 'Needed file missing',
};

/** @param badNeed what is wrong with a file without which it cannot be restored */
export function verdictOn(
  { fileState, verification, drill }: Pick<BackupEntry, 'fileState' | 'verification' | 'drill'>,
  badNeed: BadNeed['problem'] | null = null,
): Verdict {
  if (fileState === 'missing') return { tone: 'danger', word: 'File missing' };
  if (verification?.outcome === 'bad') return { tone: 'danger', word: 'Damaged' };
  if (badNeed !== null) return { tone: 'danger', word: needWords[badNeed] };
  if (fileState === 'changed') return { tone: 'danger', word: 'File changed' };
  if (drill?.outcome === 'failed') return { tone: 'danger', word: 'Does not restore' };
  if (drill?.outcome === 'proven') return { tone: 'safe', word: 'Proven restorable' };
  if (verification === null) return { tone: 'attention', word: 'Not verified' };
  return { tone: 'neutral', word: 'Verified, never proven' };
}
