/** Documents: stored files by their content, and what can be done with them. */
import { z } from 'zod';
import { CaseName, EntryId, Instant, Line, Page, RequiredLine, Sha256 } from './practice.ts';

export const Tag = RequiredLine.max(50);

export const DocumentSummary = z.object({
  id: EntryId,
  case: CaseName.nullable(),
  name: z.string(),
  /** By content, e.g. `application/pdf`. */
  mediaType: z.string(),
  size: z.int().nonnegative(),
  sha256: Sha256,
  addedAt: Instant,
  tags: z.array(z.string()),
  /** How the window can show it; `none` for what it cannot. */
  preview: z.enum(['pdf', 'image', 'text', 'none']),
});
export type DocumentSummary = z.infer<typeof DocumentSummary>;

export const DocumentListRequest = z
  .object({
    caseId: EntryId.nullable().default(null),
    /** Words that begin in the name or the tags. */
    search: z.string().max(200).default(''),
    tag: Line.nullable().default(null),
    kind: z.enum(['pdf', 'image', 'text', 'other']).nullable().default(null),
  })
  .extend(Page.shape);
export type DocumentListRequest = z.output<typeof DocumentListRequest>;

export const DocumentList = z.object({
  total: z.int().nonnegative(),
  offset: z.int().nonnegative(),
  documents: z.array(DocumentSummary),
  /** All tags in use, most used first, at most 200. */
  tags: z.array(z.string()),
});
export type DocumentList = z.infer<typeof DocumentList>;

/** What the store says about a document's content now. */
export const ContentState = z.enum(['unchanged', 'missing', 'changed']);
export type ContentState = z.infer<typeof ContentState>;

export const AddedDocument = z.object({
  document: DocumentSummary,
  /** The same content was in the store before: it takes no more room. */
  isKnownContent: z.boolean(),
  /** A document of the same case has the same content. */
  isDuplicateInCase: z.boolean(),
});
export type AddedDocument = z.infer<typeof AddedDocument>;

/** One file on its way into the store. */
export const DocumentProgress = z.object({
  name: z.string(),
  bytesDone: z.int().nonnegative(),
  bytesTotal: z.int().nonnegative(),
});
export type DocumentProgress = z.infer<typeof DocumentProgress>;
