/** What the values of every table must be, so that a screen can show them. */
import {
  CaseStatus,
  EntryId,
  Instant,
  PartySide,
  RealDay,
  Role,
  Sha256,
  TimeOfDay,
} from '@causebook/contracts';
import { z } from 'zod';
import type { PracticeSchema } from '../schema.ts';

const json = (shape: z.ZodType): z.ZodType =>
  z.string().refine((text) => {
    try {
      return shape.safeParse(JSON.parse(text)).success;
    } catch (error) {
      if (error instanceof SyntaxError) return false;
      throw error;
    }
  });

const flag = z.union([z.literal(0), z.literal(1)]);
const nonNegative = z.int().nonnegative();

export interface RowShape {
  readonly table: Exclude<keyof PracticeSchema, `search${string}` | 'settings'>;
  /** Sentences begin with it: "The hearing …". */
  readonly noun: string;
  /** SQL for what a person recognises the row `t` by. */
  readonly label: string;
  /** The columns that can be wrong, with what they must hold and what a person calls them. */
  readonly columns: Readonly<Record<string, { readonly shape: z.ZodType; readonly word: string }>>;
}

const caseOf = `coalesce((SELECT trim(c.number || ' ' || c.title) FROM cases c WHERE c.id = t.caseId), 'no case')`;
const id = { shape: EntryId, word: 'name' };
const createdAt = { shape: Instant, word: 'time of entry' };

export const rowShapes: readonly RowShape[] = [
  {
    table: 'users',
    noun: 'user',
    label: 't.name',
    columns: {
      id,
      role: { shape: Role, word: 'role' },
      createdAt,
      active: { shape: flag, word: 'state' },
    },
  },
  {
    table: 'imports',
    noun: 'import',
    label: 't.fileName',
    columns: {
      id,
      importedAt: { shape: Instant, word: 'time' },
      report: { shape: json(z.looseObject({})), word: 'report' },
      undoneAt: { shape: Instant.nullable(), word: 'time of undoing' },
    },
  },
  {
    table: 'cases',
    noun: 'case',
    label: `trim(t.number || ' ' || t.title)`,
    columns: {
      id,
      status: { shape: CaseStatus, word: 'status' },
      filedOn: { shape: RealDay.nullable(), word: 'day of filing' },
      createdAt,
      updatedAt: { shape: Instant, word: 'time of the last change' },
    },
  },
  {
    table: 'parties',
    noun: 'party',
    label: `t.name || ' in ' || ${caseOf}`,
    columns: {
      id,
      position: { shape: nonNegative, word: 'place' },
      side: { shape: PartySide, word: 'side' },
    },
  },
  {
    table: 'hearings',
    noun: 'hearing',
    label: `t.day || ' in ' || ${caseOf}`,
    columns: {
      id,
      day: { shape: RealDay, word: 'day' },
      time: { shape: TimeOfDay.nullable(), word: 'time' },
      createdAt,
    },
  },
  {
    table: 'tasks',
    noun: 'task',
    label: `t.title || ' in ' || ${caseOf}`,
    columns: {
      id,
      dueOn: { shape: RealDay.nullable(), word: 'due day' },
      doneAt: { shape: Instant.nullable(), word: 'time of completion' },
      createdAt,
    },
  },
  {
    table: 'orders',
    noun: 'order',
    label: `t.title || ' in ' || ${caseOf}`,
    columns: { id, orderedOn: { shape: RealDay, word: 'day' }, createdAt },
  },
  {
    table: 'documents',
    noun: 'document',
    label: `t.name || ' in ' || ${caseOf}`,
    columns: {
      id,
      size: { shape: nonNegative, word: 'size' },
      sha256: { shape: Sha256, word: 'fingerprint' },
      addedAt: { shape: Instant, word: 'time of entry' },
      tags: { shape: json(z.array(z.string())), word: 'tags' },
    },
  },
  {
    table: 'deletions',
    noun: 'deleted entry',
    label: 't.title',
    columns: {
      id,
      kind: { shape: z.enum(['case', 'hearing', 'task', 'order', 'document']), word: 'kind' },
      deletedAt: { shape: Instant, word: 'time of deletion' },
    },
  },
  {
    table: 'deletedDocuments',
    noun: 'document of a deleted entry',
    label: `coalesce((SELECT d.title FROM deletions d WHERE d.id = t.deletionId), t.id)`,
    columns: {
      id,
      sha256: { shape: Sha256, word: 'fingerprint' },
      size: { shape: nonNegative, word: 'size' },
    },
  },
];
