/** Documents. */
import { z } from 'zod';
import { call } from '../call.ts';
import {
  AddedDocument,
  ContentState,
  DocumentList,
  DocumentListRequest,
  DocumentSummary,
  Tag,
} from '../documents.ts';
import { Deleted, EntryId, RequiredLine } from '../practice.ts';
import { Nothing } from './shared.ts';

export const documentsCalls = {
  'documents:list': call(DocumentListRequest, DocumentList),
  /** A file dropped on the window; the preload script, not the page, says where it lies. */
  'documents:addDropped': call(
    z.object({ caseId: EntryId.nullable(), filePath: z.string().max(4096) }),
    z.object({ added: AddedDocument }),
  ),
  /** Opens the native dialog and adds what is chosen. CANCELLED when the person closes it. */
  'documents:addPicked': call(
    z.object({ caseId: EntryId.nullable() }),
    z.object({
      added: z.array(AddedDocument),
      failed: z.array(z.object({ name: z.string(), message: z.string() })),
      /** How many were left out because the person stopped it. */
      skipped: z.int().nonnegative(),
    }),
  ),
  /** Stops the file that is being added. */
  'documents:cancelAdding': call(Nothing, z.object({ cancelled: z.boolean() })),
  /** One document, with what the store really holds for it now. */
  'documents:get': call(
    z.object({ documentId: EntryId }),
    z.object({ document: DocumentSummary, content: ContentState }),
  ),
  'documents:change': call(
    z.object({
      documentId: EntryId,
      name: RequiredLine.max(255),
      tags: z.array(Tag).max(20),
      caseId: EntryId.nullable(),
    }),
    z.object({ document: DocumentSummary }),
  ),
  'documents:delete': call(z.object({ documentId: EntryId }), Deleted),
  /** Writes a copy where the person says. CANCELLED when the person closes the dialog. */
  'documents:saveCopy': call(z.object({ documentId: EntryId }), z.object({ fileName: z.string() })),
};
