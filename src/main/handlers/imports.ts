/** Handlers for imports. A file stays with main under a key; reading and writing it happens in a process of its own. */
import { basename } from 'node:path';
import { counted } from '@causebook/backup';
import {
  AppError,
  type Channel,
  type DuplicateChoice,
  type ImportMapping,
  type ImportPreview,
  type ImportReading,
  type ImportReport,
} from '@causebook/contracts';
import { listImports, MAX_FILE_BYTES, uniqueId, type ImportProgress } from '@causebook/data';
import { chooseSpreadsheet } from '../dialogs.ts';
import type { HandlerContext } from '../ipc.ts';
import { keepBefore } from './keep-before.ts';
import type { HandlerParts, Some } from './parts.ts';

/** Files that can be named, for every window; the oldest is forgotten first. */
const MOST_FILES = 20;

interface ChosenFile {
  readonly webContentsId: number;
  readonly path: string;
}

/** The files that were chosen, under keys that say nothing about where they lie. */
function createShelf({ grants, now }: Pick<HandlerParts, 'grants' | 'now'>) {
  const files = new Map<string, ChosenFile>();
  return {
    async offer(path: string, { webContentsId }: HandlerContext) {
      const { size } = await asSpreadsheet(grants.grant({ webContentsId, path, purpose: 'import-source' }));
      if (size > MAX_FILE_BYTES)
        throw new AppError('INVALID_INPUT', `The file has more than ${MAX_FILE_BYTES / 1024 / 1024} MB.`, {
          remedy: 'Split it into several files and import them one after another.',
        });
      const importKey = uniqueId(now());
      files.set(importKey, { webContentsId, path });
      const [oldest] = files.keys();
      if (files.size > MOST_FILES && oldest !== undefined) files.delete(oldest);
      return { importKey, fileName: basename(path), size };
    },
    /** The path, as long as the file is the one that was chosen. Using it keeps it for another while. */
    async take(importKey: string, { webContentsId }: HandlerContext): Promise<string> {
      const file = files.get(importKey);
      if (file === undefined || file.webContentsId !== webContentsId)
        throw new AppError('CONFIRMATION_EXPIRED', 'The file was chosen too long ago.', {
          remedy: 'Choose the file again.',
        });
      const claim = { webContentsId, path: file.path, purpose: 'import-source' } as const;
      await asSpreadsheet(grants.redeem(claim));
      await asSpreadsheet(grants.grant(claim));
      return file.path;
    },
  };
}

/** What is no ordinary file is refused in the words of an import. */
async function asSpreadsheet<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'VALIDATION_FAILED') throw error;
    throw new AppError('INVALID_INPUT', error.message, {
      cause: error,
      remedy: 'Choose a CSV file or an Excel workbook (.xlsx).',
    });
  }
}

/** A process that breaks while it reads was broken by the file. */
function inWordsOfTheFile(error: unknown): unknown {
  if (!(error instanceof AppError) || !['ENGINE_CRASHED', 'TIMEOUT'].includes(error.code)) return error;
  return new AppError(error.code, 'The file is too large or too unusual to be read. Nothing was imported.', {
    cause: error,
    remedy: 'Copy the rows with your cases into a new workbook, save it as CSV, and import that.',
    ...(error.details ? { details: error.details } : {}),
  });
}

const PROGRESS_MS = 200;

/** At most five times a second, and the last word is that it has ended. */
function progressTeller({ broadcast }: Pick<HandlerParts, 'broadcast'>) {
  let last = -Infinity;
  return {
    tell(progress: ImportProgress): void {
      if (performance.now() - last < PROGRESS_MS) return;
      last = performance.now();
      broadcast('import:progress', progress);
    },
    end: (): void => broadcast('import:progress', null),
  };
}

/** The one reading or writing that is under way; a newer reading takes the place of an older one. */
function createDesk(parts: Pick<HandlerParts, 'broadcast'>) {
  let current: { readonly cancelling: AbortController; readonly writes: boolean } | null = null;
  return {
    async run<Answer>(
      writes: boolean,
      work: (hooks: {
        signal: AbortSignal;
        onProgress: (progress: ImportProgress) => void;
      }) => Promise<Answer>,
    ): Promise<Answer> {
      if (current?.writes)
        throw new AppError('BUSY', 'An import is running.', {
          remedy: 'Wait until it has finished, or cancel it.',
        });
      current?.cancelling.abort();
      const mine = { cancelling: new AbortController(), writes };
      current = mine;
      const { tell, end } = progressTeller(parts);
      try {
        return await work({ signal: mine.cancelling.signal, onProgress: tell });
      } catch (error) {
        throw inWordsOfTheFile(error);
      } finally {
        if (current === mine) {
          current = null;
          end();
        }
      }
    },
    cancel(): boolean {
      current?.cancelling.abort();
      return current !== null;
    },
  };
}

const inWords = new Intl.ListFormat('en-GB', { type: 'conjunction' });

export function importsHandlers(parts: HandlerParts): Some<Extract<Channel, `import:${string}`>> {
  const { diary, imports, now, today } = parts;
  const shelf = createShelf(parts);
  const desk = createDesk(parts);

  const preview = async (
    request: {
      readonly importKey: string;
      readonly reading: ImportReading;
      readonly mapping: ImportMapping | null;
    },
    context: HandlerContext,
  ): Promise<ImportPreview> => {
    const filePath = await shelf.take(request.importKey, context);
    const { reading, mapping } = request;
    return desk.run(false, (hooks) =>
      diary.read(({ database }) =>
        imports.run(
          { kind: 'import-preview', filePath, database: database.name, reading, mapping, today: today() },
          hooks,
        ),
      ),
    );
  };

  const run = async (
    request: {
      readonly importKey: string;
      readonly reading: ImportReading;
      readonly mapping: ImportMapping;
      readonly duplicates: DuplicateChoice;
    },
    context: HandlerContext,
  ): Promise<{ readonly report: ImportReport; readonly unkept: string }> => {
    const { importKey, ...how } = request;
    const filePath = await shelf.take(importKey, context);
    return desk.run(true, async (hooks) => {
      const asked = diary.asked();
      const unkept = await keepBefore(parts, `Before importing “${basename(filePath)}”`, hooks.signal);
      const report = await diary.change(async ({ database }, doing) => {
        const about = {
          importId: uniqueId(doing.now),
          importedAt: doing.now.toISOString(),
          importedBy: doing.actor.name,
          today: today(),
        };
        const result = await imports.run(
          { kind: 'import-run', filePath, database: database.name, ...how, ...about },
          hooks,
        );
        const what = `Imported ${counted(result.cases, 'case')} from “${result.fileName}”`;
        return {
          result,
          notes: [{ what, subject: 'import' as const, subjectId: result.importId }],
          touched: ['case', 'hearing', 'order'] as const,
        };
      }, asked);
      return { report, unkept };
    });
  };

  const undo = (importId: string) =>
    desk.run(true, async (hooks) => {
      const asked = diary.asked();
      const unkept = await keepBefore(parts, 'Before an import was taken back', hooks.signal);
      const undone = await diary.change(async ({ database }, { actor }) => {
        const result = await imports.run(
          {
            kind: 'import-undo',
            database: database.name,
            importId,
            by: actor.name,
            now: now().toISOString(),
          },
          hooks,
        );
        const what = `Took back an import of ${counted(result.removed + result.keptAsDeleted, 'case')}`;
        return {
          result,
          notes: [{ what, subject: 'import' as const, subjectId: importId }],
          touched: ['case', 'hearing', 'order', 'task', 'document'] as const,
        };
      }, asked);
      return { ...undone, unkept };
    });

  return {
    'import:pick': async (_, context) => {
      const file = await shelf.offer(await chooseSpreadsheet(context.window), context);
      return { message: `${file.fileName} was chosen.`, ...file };
    },
    'import:acceptDrop': async ({ filePath }, context) => {
      const file = await shelf.offer(filePath, context);
      return { message: `${file.fileName} was chosen.`, ...file };
    },
    'import:preview': async (request, context) => {
      const found = await preview(request, context);
      return { message: `${counted(found.rows, 'line')} read.`, preview: found };
    },
    'import:run': async (request, context) => {
      const { report, unkept } = await run(request, context);
      const { cases, hearings, orders } = report;
      const brought = [
        counted(cases, 'case'),
        ...(hearings > 0 ? [counted(hearings, 'hearing')] : []),
        ...(orders > 0 ? [counted(orders, 'order')] : []),
      ];
      return { message: `Imported ${inWords.format(brought)}.${unkept}`, report };
    },
    'import:cancel': async () => {
      const cancelled = desk.cancel();
      return { message: cancelled ? 'Cancelled. Nothing was imported.' : 'Nothing was running.', cancelled };
    },
    'import:list': () =>
      diary.read(async ({ query }) => {
        const list = await listImports(query);
        return { message: `${counted(list.length, 'import')}.`, imports: list };
      }),
    'import:undo': async ({ importId }) => {
      const { removed, keptAsDeleted, unkept } = await undo(importId);
      const kept =
        keptAsDeleted === 0
          ? ''
          : ` ${counted(keptAsDeleted, 'case')} that had been worked on ${keptAsDeleted === 1 ? 'is' : 'are'} kept among the deleted entries for 30 days.`;
      return {
        message: `The import was taken back: ${counted(removed, 'case')} removed.${kept}${unkept}`,
        removed,
        keptAsDeleted,
      };
    },
  };
}
