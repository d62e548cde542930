/** The facts about a backup's kind: what it needs, and who needs it. */
import type { BackupEntry, IncrementSummary } from '@causebook/contracts';
import { Text } from '@mantine/core';
import type { Fact } from '../../components/Facts.tsx';
import { format } from '../../format.ts';
import { baseNamed, neededInWords, newInWords, problemWords } from './increment-words.ts';
import classes from './backup.module.css';

function NeededFiles({ increment }: { readonly increment: IncrementSummary }) {
  const problems = new Map(
    increment.badFiles.map(({ fileName, problem }) => [fileName, ` (${problemWords[problem]})`]),
  );
  const more = increment.needs - increment.neededFiles.length;
  return (
    <>
      <ul className={classes.named}>
        {increment.neededFiles.map((name) => (
          <li key={name} className={classes.fileName}>
            {name}
            {problems.get(name)}
          </li>
        ))}
      </ul>
      {more > 0 && <Text size="sm">And {format.integer(more)} more.</Text>}
    </>
  );
}

/** @param backups the list, in which the others are found */
export function kindFacts(backup: BackupEntry, backups: readonly BackupEntry[]): readonly Fact[] {
  const { increment } = backup;
  const needed = neededInWords(backup);
  const whoNeeds: readonly Fact[] = needed === null ? [] : [{ label: 'Needed', value: needed }];
  if (!increment) return [{ label: 'Kind', value: 'Full: complete in itself' }, ...whoNeeds];
  const { removedDocuments } = increment;
  return [
    { label: 'Kind', value: `Increment: only what is new since ${baseNamed(backup, backups)}` },
    {
      label: 'Needs',
      value: <NeededFiles increment={increment} />,
    },
    {
      label: 'New in it',
      value: newInWords(increment).replace(/^n/, 'N'),
    },
    ...(removedDocuments > 0
      ? [{ label: 'No longer needed', value: format.count(removedDocuments, 'document', 'documents') }]
      : []),
    ...whoNeeds,
  ];
}
