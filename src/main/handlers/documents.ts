/** Handlers for documents. */
import { basename, dirname, isAbsolute } from 'node:path';
import {
  AppError,
  sentence,
  toFailure,
  type AddedDocument,
  type Channel,
  type DocumentSummary,
} from '@causebook/contracts';
import {
  changeDocument,
  contentState,
  copyContent,
  deleteEntry,
  fileNameFor,
  getDocument,
  listDocuments,
  shownName,
  type DocumentChange,
} from '@causebook/data';
import type { AuditNote } from '../diary.ts';
import { chooseCopyPlace, chooseFiles } from '../dialogs.ts';
import { DocumentAdding } from '../document-adding.ts';
import type { HandlerParts, Some } from './parts.ts';

export function documentsHandlers(parts: HandlerParts): Some<Extract<Channel, `documents:${string}`>> {
  const { diary, session } = parts;
  const adding = new DocumentAdding(parts);
  return {
    'documents:list': async (request) => {
      const list = await diary.read(({ query }) => listDocuments(query, request));
      return { message: `${list.total} ${list.total === 1 ? 'document' : 'documents'}.`, ...list };
    },

    'documents:addDropped': async ({ caseId, filePath }) => {
      // What is dragged from a web page or a mail is not a file yet.
      if (!isAbsolute(filePath)) {
        throw new AppError('NOT_FOUND', 'That file lies nowhere on this computer.', {
          remedy: 'Save it in a folder first, and drop it from there.',
        });
      }
      const added = await adding.add(filePath, caseId);
      return { message: sentence(`Added ${added.document.name}`), added };
    },

    'documents:addPicked': async ({ caseId }, { window }) => {
      const asked = diary.asked();
      const files = await chooseFiles(window);
      return addAll(files, (file) => adding.add(file, caseId, asked));
    },

    'documents:cancelAdding': async () => {
      const cancelled = adding.cancel();
      return { message: cancelled ? 'Stopping.' : 'Nothing is being added.', cancelled };
    },

    'documents:get': async ({ documentId }) => {
      const document = await diary.read(({ query }) => getDocument(query, documentId));
      const content = await contentState(session.paths, document);
      return { message: document.name, document, content };
    },

    'documents:change': (change) =>
      diary.change(async ({ query }) => {
        const { before, after } = await changeDocument(query, change);
        const note = noteOf(change, before, after);
        return {
          result: {
            message: note === null ? 'Nothing was changed.' : sentence(`Saved ${after.name}`),
            document: after,
          },
          notes: note === null ? [] : [note],
        };
      }),

    'documents:delete': ({ documentId }) =>
      diary.change(async ({ query }, { actor, now }) => {
        const deletion = await deleteEntry(query, { kind: 'document', id: documentId, by: actor.name, now });
        const { deletionId, caseId, title: name } = deletion;
        return {
          result: {
            message: `${sentence(`Deleted ${name}`)} It can be brought back for 30 days.`,
            deletionId,
          },
          notes: [
            { what: `Deleted the document ${name}`, subject: 'document', subjectId: documentId, caseId },
          ],
          // An order may have named it.
          touched: ['order'],
        };
      }),

    'documents:saveCopy': async ({ documentId }, { window }) => {
      const document = await diary.read(({ query }) => getDocument(query, documentId));
      const target = await chooseCopyPlace(window, fileNameFor(document.name, document.mediaType));
      await copyContent(session.paths, document, target);
      const fileName = basename(target);
      return { message: `Saved a copy as ${fileName} in ${dirname(target)}.`, fileName };
    },
  };
}

/** Adds files one after another. Each failure is kept with its name; a cancel leaves out the rest. */
async function addAll(files: readonly string[], add: (file: string) => Promise<AddedDocument>) {
  const added: AddedDocument[] = [];
  const failed: { name: string; message: string }[] = [];
  let skipped = 0;
  for (const [index, file] of files.entries()) {
    try {
      added.push(await add(file));
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === 'CANCELLED') {
        skipped = files.length - index;
        break;
      }
      failed.push({ name: shownName(basename(file)), message: failure.message });
    }
  }
  if (added.length + failed.length === 0) throw new AppError('CANCELLED', 'Cancelled. Nothing was added.');
  return { message: `Added ${added.length} of ${files.length}.`, added, failed, skipped };
}

/** Null when nothing is different. */
function noteOf(
  { documentId }: DocumentChange,
  before: DocumentSummary,
  after: DocumentSummary,
): AuditNote | null {
  const nameOf = (document: DocumentSummary): string =>
    document.case === null ? '' : `${document.case.number} ${document.case.title}`.trim();
  const changes = [
    { field: 'Name', before: before.name, after: after.name },
    { field: 'Tags', before: before.tags.join(', '), after: after.tags.join(', ') },
    { field: 'Case', before: nameOf(before), after: nameOf(after) },
  ].filter((change) => change.before !== change.after);
  if (changes.length === 0) return null;
  return {
    what: `Changed the document ${after.name}`,
    subject: 'document',
    subjectId: documentId,
    caseId: after.case?.id ?? null,
    changes,
  };
}
