/** Backups as the list shows them: what the catalog keeps, and what is true of their files now. */
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BackupEntry, NeededArchive, NeedProblem } from '@causebook/contracts';
import { NOT_SIGNED } from '../archive/signature.ts';
import type { StoredBackup } from '../catalog/backup-rows.ts';
import { dependants, summaryOf } from '../increment/needed-backups.ts';
import { verdictOf } from '../signing/signers.ts';

const sizeOf = (filePath: string): Promise<number | null> =>
  stat(filePath).then(
    (facts) => facts.size,
    () => null,
  );

/**
 * In the order given.
 * @param backups all that are in the list
 * @param ownKeys the public keys with which this installation has signed
 */
export async function listWithFiles(
  backups: readonly StoredBackup[],
  ownKeys: ReadonlySet<string>,
): Promise<BackupEntry[]> {
  const needing = dependants(backups);
  const fileStates = await Promise.all(backups.map(fileStateOf));
  const listed = new Map(
    backups.map((backup, index) => [
      backup.backupId,
      { fileName: basename(backup.filePath), problem: problemIn(backup, fileStates[index] ?? 'missing') },
    ]),
  );
  return Promise.all(
    backups.map(async ({ metadata, ...backup }, index) => {
      const { startedAt, completedAt, filePath } = backup;
      // By the names that they have now.
      const needs = (metadata?.increment?.needs ?? []).map((need) => ({
        ...need,
        fileName: listed.get(need.backupId)?.fileName ?? need.fileName,
      }));
      const beside = await filesBeside(
        filePath,
        needs.filter(({ backupId }) => !listed.has(backupId)),
      );
      const problemOf = ({ backupId }: NeededArchive): NeedProblem | null => {
        const known = listed.get(backupId);
        if (known) return known.problem;
        return beside.has(backupId) ? null : 'unlisted';
      };
      return {
        ...backup,
        fileName: basename(filePath),
        increment:
          metadata?.increment && metadata.base
            ? summaryOf(metadata.base, { ...metadata.increment, needs }, problemOf)
            : null,
        neededBy: needing.get(backup.backupId)?.length ?? 0,
        durationMs:
          startedAt && completedAt ? Math.max(0, Date.parse(completedAt) - Date.parse(startedAt)) : null,
        fileState: fileStates[index] ?? 'missing',
        // It fitted when the backup came into the list, or it would not have come there.
        signature: verdictOf(
          metadata?.signedBy ? { kind: 'fits', signedBy: metadata.signedBy } : NOT_SIGNED,
          ownKeys,
        ),
      };
    }),
  );
}

function problemIn(
  { verification, drill }: StoredBackup,
  fileState: BackupEntry['fileState'],
): NeedProblem | null {
  if (fileState === 'missing') return 'missing';
  if (verification?.outcome === 'bad' || drill?.outcome === 'failed') return 'damaged';
  return fileState === 'changed' ? 'changed' : null;
}

async function fileStateOf({ filePath, size }: StoredBackup): Promise<BackupEntry['fileState']> {
  const found = await sizeOf(filePath);
  return found === null ? 'missing' : found === size ? 'present' : 'changed';
}

/** Those that are not in the list and lie beside the increment. */
async function filesBeside(filePath: string, needs: readonly NeededArchive[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const { backupId, fileName } of needs)
    if ((await sizeOf(join(dirname(filePath), basename(fileName)))) !== null) found.add(backupId);
  return found;
}
