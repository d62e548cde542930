/** The health of the live practice: what was looked at, what was found, and what helps. */
import { z } from 'zod';
import { Instant } from './practice.ts';

export const CheckId = z.enum([
  'database',
  'schema',
  'foreign-keys',
  'entries',
  'relations',
  'settings',
  'documents-present',
  'documents-unchanged',
  'orphans',
  'search-index',
  'catalog',
  'permissions',
  'generation',
  'reserve',
]);
export type CheckId = z.infer<typeof CheckId>;

/**
 * What helps against a finding: `repair` mends the database, `heal` brings documents back from backups, `restore` goes
 * back to a backup; the others are small things that Causebook does at once.
 */
export const Remedy = z.enum(['repair', 'heal', 'restore', 'rebuild-search', 'sweep', 'permissions']);
export type Remedy = z.infer<typeof Remedy>;
/** Remedies that are one step, without a choice. */
export const SmallRemedy = Remedy.extract(['rebuild-search', 'sweep', 'permissions']);
export type SmallRemedy = z.infer<typeof SmallRemedy>;

/** Sentences that a check gives in full; how many more there are is counted. */
export const MAX_DETAILS = 20;

export const CheckResult = z.object({
  check: CheckId,
  passed: z.boolean(),
  /** What was looked at and what was found, in one or two sentences. */
  message: z.string(),
  /** One finding each. */
  details: z.array(z.string()).max(MAX_DETAILS),
  /** Findings beyond those in `details`. */
  more: z.int().nonnegative(),
  /** Null where nothing is to be done, or only the person can do it. */
  remedy: Remedy.nullable(),
});
export type CheckResult = z.infer<typeof CheckResult>;

export const CheckTrigger = z.enum(['person', 'schedule', 'heal']);
export type CheckTrigger = z.infer<typeof CheckTrigger>;

export const IntegrityReport = z.object({
  checkedAt: Instant,
  durationMs: z.int().nonnegative(),
  triggeredBy: CheckTrigger,
  /** Whether every byte of every document was read this time. */
  isThorough: z.boolean(),
  /** When that was done last; null for never. What it found stands until the same documents are found to be well. */
  thoroughAt: Instant.nullable(),
  checks: z.array(CheckResult),
  totalChecks: z.int().nonnegative(),
  passedChecks: z.int().nonnegative(),
  failedChecks: z.int().nonnegative(),
});
export type IntegrityReport = z.infer<typeof IntegrityReport>;

/** A document that was looked at and not well, named so that a person recognises it. */
export const NamedDocument = z.object({
  name: z.string(),
  /** Number and title of its case; empty for a document of no case. */
  caseName: z.string(),
  /** Deleted lately, and kept so that it can be brought back. */
  isDeleted: z.boolean(),
});
export type NamedDocument = z.infer<typeof NamedDocument>;

export const MAX_NAMED = 200;

export const HealResult = z.object({
  /** Contents that were missing or damaged. */
  found: z.int().nonnegative(),
  healed: z.array(NamedDocument.extend({ fileName: z.string() })).max(MAX_NAMED),
  healedCount: z.int().nonnegative(),
  /** Which backups gave how many. */
  sources: z.array(z.object({ fileName: z.string(), documents: z.int().positive() })),
  /** In no backup that can be reached now. */
  lost: z.array(NamedDocument).max(MAX_NAMED),
  lostCount: z.int().nonnegative(),
  /** Backups that could not be used, each with why. */
  unusable: z.array(z.string()),
  /** Damaged files that were moved aside into this folder; null when there were none. */
  quarantine: z.string().nullable(),
});
export type HealResult = z.infer<typeof HealResult>;
