/** Handlers for bringing a practice back: choosing an archive, looking at it, restoring, undoing. */
import { counted } from '@causebook/backup';
import { AppError, type ArchiveChoice, type Handlers, type RestoreResult } from '@causebook/contracts';
import { confirm } from '../dialogs.ts';
import type { HandlerContext } from '../ipc.ts';
import { allowedArchive, offerArchive, pickArchive } from './archive-choice.ts';
import type { HandlerParts, Some } from './parts.ts';
import { restoreQuestion } from './restore-question.ts';

type RestoreRequest = Parameters<Handlers<HandlerContext>['backup:restoreFromZip']>[0];

export function restoreHandlers(
  parts: HandlerParts,
): Some<
  | 'backup:pickArchive'
  | 'backup:acceptDrop'
  | 'backup:previewRestore'
  | 'backup:restoreFromZip'
  | 'backup:undoRestore'
  | 'backup:listRestorePoints'
  | 'backup:keepRestorePoint'
  | 'backup:changeRestorePoint'
  | 'backup:getRestorePoint'
  | 'backup:rollBack'
  | 'backup:deleteRestorePoint'
> {
  const { service, today } = parts;
  return {
    'backup:pickArchive': async (_, context) => {
      const archive = await pickArchive(parts, context);
      return { message: archive.fileName, archive };
    },

    'backup:acceptDrop': async ({ filePath }, context) => {
      const archive = await offerArchive(parts, filePath, context);
      return { message: archive.fileName, archive };
    },

    'backup:previewRestore': async (choice, context) =>
      service.restores.preview(await allowedArchive(parts, choice, context), ownerOf(context), today()),

    'backup:restoreFromZip': (request, context) => restoreFromZip(parts, request, context),

    'backup:undoRestore': () => service.restores.undo(),

    'backup:listRestorePoints': async () => {
      const restorePoints = await service.restorePoints.list();
      return { message: `${counted(restorePoints.length, 'restore point')}.`, restorePoints };
    },

    'backup:keepRestorePoint': ({ name }) => service.restorePoints.keep({ name }),

    'backup:changeRestorePoint': ({ generationId, ...change }) =>
      service.restorePoints.change(generationId, change),

    'backup:getRestorePoint': ({ generationId }) => service.restorePoints.details(generationId, today()),

    'backup:rollBack': ({ generationId }) => service.restores.rollBack(generationId),

    'backup:deleteRestorePoint': ({ generationId }) => service.restorePoints.delete(generationId),
  };
}

/** A confirmation works only in the window that saw the preview. */
const ownerOf = ({ webContentsId }: HandlerContext): string => `window ${webContentsId}`;

/** Restores what was confirmed in the window. Without a file the dialog asks for one, without a confirmation a message box. */
export async function restoreFromZip(
  parts: HandlerParts,
  request: RestoreRequest,
  context: HandlerContext,
): Promise<RestoreResult & { readonly message: string }> {
  const choice = await allowedArchive(parts, await chosenArchive(parts, request, context), context);
  const token = request.confirmationToken ?? (await confirmedInDialog(parts, choice, context));
  const { acceptsChanged = false } = request;
  return parts.service.restores.restore(choice, { token, owner: ownerOf(context) }, { acceptsChanged });
}

async function chosenArchive(
  parts: HandlerParts,
  { backupId, filePath }: RestoreRequest,
  context: HandlerContext,
): Promise<ArchiveChoice> {
  if (backupId !== undefined) return { backupId };
  if (filePath !== undefined) return { filePath };
  return { filePath: (await pickArchive(parts, context)).filePath };
}

/** Shows the preview in words and asks. @throws AppError CANCELLED */
async function confirmedInDialog(
  { service, today }: HandlerParts,
  choice: ArchiveChoice,
  context: HandlerContext,
): Promise<string> {
  const { preview } = await service.restores.preview(choice, ownerOf(context), today());
  // What such a backup needs is a question of its own, and the Backup screen asks it.
  if (preview.signature.verdict === 'changed') throw new AppError('CHANGED_SINCE_MADE');
  if (!(await confirm(context.window, restoreQuestion(preview)))) throw new AppError('CANCELLED');
  return preview.confirmationToken;
}
