/** Whether a backup has been proven, in two words. */
import type { BackupEntry } from '@causebook/contracts';
import { Text } from '@mantine/core';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { useClock } from '../../stores/clock-store.ts';
import { fileStateWords } from '../../words.ts';
import { verdictOn } from './verdict.ts';

export function VerificationTag({ backup }: { readonly backup: BackupEntry }) {
  const now = useClock((state) => state.now);
  const { tone, word } = verdictOn(backup);
  const details =
    backup.fileState === 'present' ? backup.verification?.message : fileStateWords[backup.fileState];
  return (
    <>
      <Tag tone={tone} {...(details ? { title: details } : {})}>
        {word}
      </Tag>
      {backup.verification && backup.fileState === 'present' && (
        <Text size="xs" c="dimmed" mt={2}>
          {format.ago(backup.verification.verifiedAt, now)}
        </Text>
      )}
      {backup.warnings.length > 0 && (
        <Text size="xs" mt={2}>
          {format.count(backup.warnings.length, 'warning', 'warnings')}
        </Text>
      )}
    </>
  );
}
