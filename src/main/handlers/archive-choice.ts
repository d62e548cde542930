/** Which archives a window may name: those of the list, and files that main itself gave it. */
import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { AppError, type ArchiveChoice, type PickedArchive } from '@causebook/contracts';
import { chooseArchive } from '../dialogs.ts';
import type { HandlerContext } from '../ipc.ts';
import type { HandlerParts } from './parts.ts';

type Needed = Pick<HandlerParts, 'service' | 'grants' | 'session'>;

/** @throws AppError PERMISSION_DENIED, CONFIRMATION_EXPIRED for a path that the window was not given, or not lately */
export async function allowedArchive(
  { service, grants }: Needed,
  choice: ArchiveChoice,
  { webContentsId }: HandlerContext,
): Promise<ArchiveChoice> {
  if ('backupId' in choice) return choice;
  const listed = (await service.library.list()).find(({ filePath }) => filePath === choice.filePath);
  if (listed) return { backupId: listed.backupId };
  return {
    filePath: await grants.redeem({ webContentsId, path: choice.filePath, purpose: 'restore-source' }),
  };
}

/** The native dialog. @throws AppError CANCELLED */
export async function pickArchive(parts: Needed, context: HandlerContext): Promise<PickedArchive> {
  return offerArchive(parts, await chooseArchive(context.window, parts.session.paths.backups), context);
}

/**
 * Lets the window name a file that the person picked or dropped, if it can be an archive at all.
 * @throws AppError NOT_FOUND, PERMISSION_DENIED, VALIDATION_FAILED
 */
export async function offerArchive(
  { grants }: Pick<Needed, 'grants'>,
  filePath: string,
  { webContentsId }: HandlerContext,
): Promise<PickedArchive> {
  const { size, modifiedAt } = await grants.grant(
    { webContentsId, path: filePath, purpose: 'restore-source' },
    requireZip,
  );
  return { filePath, fileName: basename(filePath), size, modifiedAt: modifiedAt.toISOString() };
}

/** How every ZIP begins that holds an entry. */
const ZIP_BEGINS = Buffer.from('PK\u0003\u0004', 'latin1');

async function requireZip(filePath: string): Promise<void> {
  const start = Buffer.alloc(ZIP_BEGINS.length);
  const file = await open(filePath, 'r');
  try {
    await file.read(start, 0, start.length, 0);
  } finally {
    await file.close();
  }
  if (extname(filePath).toLowerCase() !== '.zip' || !start.equals(ZIP_BEGINS)) {
    throw new AppError('VALIDATION_FAILED', `${basename(filePath)} is not a ZIP file.`);
  }
}
