/**
 * The practice database as Kysely sees it, and what belongs to a practice's content. The SQL is in migrations/;
 * a query against a column that does not exist here does not compile.
 */
import type { CaseStatus } from '@causebook/contracts';

export interface UserRow {
  id: string;
  name: string;
  role: 'owner' | 'advocate' | 'clerk';
  email: string;
  createdAt: string;
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
}

export interface SettingRow {
  key: string;
  value: string;
}

export interface PracticeSchema {
  users: UserRow;
  cases: CaseRow;
  hearings: HearingRow;
  tasks: TaskRow;
  orders: OrderRow;
  documents: DocumentRow;
  settings: SettingRow;
}

/** Every table of a practice in the order in which rows can be inserted, with the key that orders them in a digest. */
export const practiceTables = [
  { name: 'users', key: 'id' },
  { name: 'cases', key: 'id' },
  { name: 'hearings', key: 'id' },
  { name: 'tasks', key: 'id' },
  { name: 'documents', key: 'id' },
  { name: 'orders', key: 'id' },
  { name: 'settings', key: 'key' },
] as const satisfies readonly { name: keyof PracticeSchema; key: string }[];
