/** Whether a backup has been proven, in two words. */
import type { BackupEntry } from '@causebook/contracts';
import { Text } from '@mantine/core';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { useClock } from '../../stores/clock-store.ts';
import { fileStateWords } from '../../words.ts';
import { verdictOn } from './verdict.ts';
import classes from './backup.module.css';

/** What is known latest about the file: a trial restore says more than a verification. */
function latestProof({ drill, verification }: BackupEntry): { at: string; message: string } | null {
  if (drill) return { at: drill.drilledAt, message: drill.message };
  return verification ? { at: verification.verifiedAt, message: verification.message } : null;
}

export function VerificationTag({ backup }: { readonly backup: BackupEntry }) {
  const now = useClock((state) => state.now);
  const [needed] = backup.increment?.badFiles ?? [];
  const { tone, word } = verdictOn(backup, needed?.problem);
  const latest = latestProof(backup);
  const details = backup.fileState === 'present' ? latest?.message : fileStateWords[backup.fileState];
  return (
    <div className={classes.proof}>
      <Tag tone={tone} {...(details ? { title: details } : {})}>
        {word}
      </Tag>
      {needed !== undefined && (
        <Text size="xs" mt={2} className={classes.fileName}>
          {needed.fileName}
        </Text>
      )}
      {latest && needed === undefined && backup.fileState === 'present' && (
        <Text size="xs" c="dimmed" mt={2}>
          {format.ago(latest.at, now)}
          {backup.drill?.outcome === 'proven' && `, in ${format.duration(backup.drill.durationMs)}`}
        </Text>
      )}
      {backup.warnings.length > 0 && (
        <Text size="xs" mt={2} title={backup.warnings.join(' ')}>
          Not complete: see its details
        </Text>
      )}
    </div>
  );
}
