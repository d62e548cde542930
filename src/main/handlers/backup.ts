/** Handlers for making, keeping and checking backups. */
import { shell } from 'electron';
import { counted } from '@causebook/backup';
import { AppError } from '@causebook/contracts';
import { practiceProblem, unsafe } from '../practice-problem.ts';
import { allowedArchive } from './archive-choice.ts';
import type { HandlerParts, Some } from './parts.ts';

export function backupHandlers(
  parts: HandlerParts,
): Some<
  | 'backup:exportNow'
  | 'backup:listBackups'
  | 'backup:get'
  | 'backup:deleteBackup'
  | 'backup:getStatistics'
  | 'backup:getSafety'
  | 'backup:verify'
  | 'backup:verifyAll'
  | 'backup:drill'
  | 'backup:listBases'
  | 'backup:detectChanges'
  | 'backup:consolidate'
  | 'backup:showInFolder'
  | 'backup:cancel'
  | 'backup:getOperation'
  | 'backup:listHistory'
  | 'backup:rebuildCatalog'
> {
  const { service, session, automaticExport, scheduler } = parts;
  const requirePractice = (): void => {
    if (session.problem !== null) throw practiceProblem(session.problem);
  };
  return {
    'backup:exportNow': async (options) => {
      requirePractice();
      return service.exports.exportNow(options);
    },

    'backup:listBackups': async () => {
      const backups = await service.library.list();
      return { message: `${counted(backups.length, 'backup')}.`, backups };
    },

    'backup:get': async ({ backupId }) => {
      const backup = await service.library.get(backupId);
      return { message: backup.fileName, backup };
    },

    'backup:deleteBackup': ({ backupId }) => service.library.delete(backupId),

    'backup:getStatistics': async () => {
      const statistics = await service.library.statistics();
      return { message: `${counted(statistics.totalBackups, 'backup')}.`, statistics };
    },

    'backup:getSafety': async () => {
      const judged = await service.safety(automaticExport.status(scheduler));
      const safety = session.problem === null ? judged : unsafe(session.problem, judged);
      return { message: safety.headline, safety };
    },

    'backup:verify': async (choice, context) =>
      service.proofs.verify(await allowedArchive(parts, choice, context)),

    'backup:verifyAll': () => service.proofs.verifyAll(),

    'backup:drill': ({ backupId }) => service.proofs.drill(backupId),

    'backup:listBases': async () => {
      requirePractice();
      const bases = await service.exports.bases();
      return { message: `${counted(bases.length, 'backup')}.`, bases };
    },

    'backup:detectChanges': async ({ base }) => {
      requirePractice();
      return service.exports.detectChanges(base);
    },

    'backup:consolidate': ({ backupId }) => service.exports.consolidate(backupId),

    'backup:showInFolder': async ({ backupId }) => {
      const { filePath, fileState, fileName } = await service.library.get(backupId);
      if (fileState === 'missing') throw new AppError('BACKUP_NOT_FOUND');
      shell.showItemInFolder(filePath);
      return { fileName, message: `${fileName} is shown in its folder.` };
    },

    'backup:cancel': async ({ operationId }) => {
      const cancelled = service.operations.cancel(operationId);
      return { message: cancelled ? 'Stopping.' : 'It can not be stopped any more.', cancelled };
    },

    'backup:getOperation': async () => {
      const { progress: operation } = service.operations;
      return { message: operation === null ? 'Nothing is running.' : 'An operation is running.', operation };
    },

    'backup:listHistory': async ({ limit }) => {
      const entries = await service.history(limit);
      return { message: `${counted(entries.length, 'entry', 'entries')}.`, entries };
    },

    'backup:rebuildCatalog': () => service.library.rebuild(),
  };
}
