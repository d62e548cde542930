/** Shows what a restore would change, and gives the confirmation that it asks for. */
import type { ArchiveChoice, RestorePreview } from '@causebook/contracts';
import { liveGeneration, uniqueId } from '@causebook/data';
import { findArchive, knownArchives } from '../library/stored-backup.ts';
import type { Told } from '../service-parts.ts';
import { counted } from '../words.ts';
import type { Workplace } from '../workplace.ts';
import type { Confirmations } from './confirmations.ts';

export interface PreviewRequest {
  readonly choice: ArchiveChoice;
  /** Who may use the confirmation. */
  readonly owner: string;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

export async function previewRestore(
  { parts, paths, desk, signers }: Workplace,
  confirmations: Confirmations,
  { choice, owner, today }: PreviewRequest,
): Promise<Told<{ preview: RestorePreview }>> {
  const { catalog, now, runner, session } = parts;
  const { filePath, stored } = await findArchive(catalog, choice);
  const recordedChecksum = stored?.checksum ?? null;
  const id = uniqueId(now());
  return desk.run('preview', id, async (operation) => {
    const generationId = session.problem ? null : await liveGeneration(paths);
    const { checksum, signature, ...shown } = await runner.run(
      {
        kind: 'preview',
        profile: paths.root,
        generationId,
        filePath,
        recordedChecksum,
        operationId: id,
        today,
        known: await knownArchives(catalog),
      },
      operation,
    );
    const { token, expiresAt } = confirmations.issue({ filePath, checksum, owner });
    const age = shown.createdAt === null ? null : now().getTime() - Date.parse(shown.createdAt);
    const ageSeconds = age === null ? null : Math.round(age / 1000);
    const judged = await signers.judge(signature, shown.metadata);
    return {
      preview: { ...shown, signature: judged, ageSeconds, confirmationToken: token, expiresAt },
      message: `The backup is sound and holds ${counted(shown.changes.cases.after, 'case')}.`,
    };
  });
}
