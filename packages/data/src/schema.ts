/**
 * The practice database as Kysely sees it, and what belongs to a practice's content. The SQL is in migrations/;
 * a query against a column that does not exist here does not compile.
 */
import type { CaseStatus, PartySide, Role, SearchKind } from '@causebook/contracts';
import type { Generated } from 'kysely';

export interface UserRow {
  id: string;
  name: string;
  role: Role;
  email: string;
  createdAt: string;
  /** 0 or 1. */
  active: number;
  /** A salted hash, see users/pin.ts; null for a user without a PIN. */
  pin: string | null;
}

export interface CaseRow {
  id: string;
  /** The court's number of the case, as the office writes it. */
  number: string;
  title: string;
  /** Kind of matter, in the office's words. */
  kind: string;
  court: string;
  judge: string;
  stage: string;
  status: CaseStatus;
  clientName: string;
  clientContact: string;
  opponent: string;
  /** A citation or the office's own file number. */
  reference: string;
  notes: string;
  lawyerId: string | null;
  /** `YYYY-MM-DD` */
  filedOn: string | null;
  createdAt: string;
  updatedAt: string;
  /** Filing number, FIR, CNR … */
  otherNumbers: string;
  /** The import that brought it. */
  importId: string | null;
}

/** A party beside the client and the opponent that the case itself names. */
export interface PartyRow {
  id: string;
  caseId: string;
  /** Their order within the case, from 0. */
  position: number;
  side: PartySide;
  name: string;
  role: string;
  counsel: string;
  contact: string;
}

export interface HearingRow {
  id: string;
  caseId: string;
  /** `YYYY-MM-DD` */
  day: string;
  /** `HH:MM` */
  time: string | null;
  court: string;
  purpose: string;
  /** Empty while the hearing lies ahead. */
  outcome: string;
  notes: string;
  createdAt: string;
  /** Court hall, room or item number. */
  room: string;
}

export interface TaskRow {
  id: string;
  caseId: string | null;
  title: string;
  notes: string;
  dueOn: string | null;
  doneAt: string | null;
  assigneeId: string | null;
  createdAt: string;
  /** The hearing that it prepares. */
  hearingId: string | null;
}

export interface OrderRow {
  id: string;
  caseId: string;
  hearingId: string | null;
  orderedOn: string;
  title: string;
  summary: string;
  documentId: string | null;
  createdAt: string;
}

export interface DocumentRow {
  id: string;
  caseId: string | null;
  name: string;
  /** Media type by content, e.g. `application/pdf`. */
  mediaType: string;
  size: number;
  sha256: string;
  addedAt: string;
  /** JSON array of words. */
  tags: string;
}

/** One import of a spreadsheet. */
export interface ImportRow {
  id: string;
  fileName: string;
  importedAt: string;
  importedBy: string;
  /** ImportReport as JSON. */
  report: string;
  undoneAt: string | null;
}

/** Something that was deleted, whole, so that it can be brought back for 30 days. */
export interface DeletionRow {
  id: string;
  kind: 'case' | 'hearing' | 'task' | 'order' | 'document';
  title: string;
  deletedAt: string;
  deletedBy: string;
  /** The deleted rows as JSON: table name to rows, in the order in which they can be inserted. */
  content: string;
}

/** The contents that a deletion still needs; they are kept, and backed up, as those of documents are. */
export interface DeletedDocumentRow {
  id: string;
  deletionId: string;
  sha256: string;
  size: number;
}

export interface SettingRow {
  key: string;
  value: string;
}

/** Gives every searchable entry the number under which the search index knows it. Kept by triggers. */
export interface SearchEntryRow {
  number: Generated<number>;
  entryId: string;
  kind: SearchKind;
  caseId: string | null;
}

/** The full-text index, which can be asked for numbers only; see migrations/0002-diary.ts. */
export interface SearchIndexRow {
  rowid: number;
  searchIndex: string;
  rank: number;
}

/** Every word of the index, once for each place where it stands, in order. */
export interface SearchTermRow {
  term: string;
}

export interface PracticeSchema {
  users: UserRow;
  imports: ImportRow;
  cases: CaseRow;
  parties: PartyRow;
  hearings: HearingRow;
  tasks: TaskRow;
  orders: OrderRow;
  documents: DocumentRow;
  deletions: DeletionRow;
  deletedDocuments: DeletedDocumentRow;
  settings: SettingRow;
  searchEntries: SearchEntryRow;
  searchIndex: SearchIndexRow;
  searchTerms: SearchTermRow;
}

/**
 * Every table that holds a practice's content, in the order in which rows can be inserted, with the key that orders them
 * in a digest and the version of the database that has it first. The search index is made from them and is no content.
 */
export const practiceTables = [
  { name: 'users', key: 'id', since: 1 },
  { name: 'imports', key: 'id', since: 2 },
  { name: 'cases', key: 'id', since: 1 },
  { name: 'parties', key: 'id', since: 2 },
  { name: 'hearings', key: 'id', since: 1 },
  { name: 'tasks', key: 'id', since: 1 },
  { name: 'documents', key: 'id', since: 1 },
  { name: 'orders', key: 'id', since: 1 },
  { name: 'deletions', key: 'id', since: 2 },
  { name: 'deletedDocuments', key: 'id', since: 2 },
  { name: 'settings', key: 'key', since: 1 },
] as const satisfies readonly { name: keyof PracticeSchema; key: string; since: number }[];
