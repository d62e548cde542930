/** Removes the documents that no state of the practice refers to any more. */
import { sweepDocuments } from '@causebook/data';
import type { BackupServiceParts } from '../service-parts.ts';

/**
 * The engine looks for them, because reading every state takes long where there are many documents. What it cannot tell
 * stays until the next sweep.
 * @returns files removed and bytes freed
 */
export const sweep = ({
  session,
  runner,
  onTrouble,
}: Pick<BackupServiceParts, 'session' | 'runner' | 'onTrouble'>): Promise<{
  removed: number;
  bytes: number;
}> =>
  sweepDocuments(session.paths, async ({ root }) => {
    const hooks = { signal: new AbortController().signal, onProgress: () => {} };
    try {
      return (await runner.run({ kind: 'leftovers', profile: root }, hooks)).leftovers;
    } catch (error) {
      onTrouble('looking for documents that nothing needs', error);
      return null;
    }
  });
