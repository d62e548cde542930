/** The latest check of the practice as the catalog keeps it, and what follows from it. */
import {
  GenerationId,
  Instant,
  IntegrityReport,
  Sha256,
  type CheckId,
  type CheckResult,
} from '@causebook/contracts';
import { z } from 'zod';
import type { Catalog } from '../catalog/catalog.ts';

const KeptCheck = z.object({
  generationId: GenerationId,
  report: IntegrityReport,
  /** Contents that were not well; null when there are too many to name. */
  suspects: z.array(Sha256).nullable(),
  /** When nothing serious was found last, in whatever state was live then. */
  goodAt: Instant.nullable(),
});
export type KeptCheck = z.infer<typeof KeptCheck>;

/** A sample has a check of its own: what is found in it says nothing about one's own practice. */
const keyFor = ({ sampleId }: Pick<Catalog, 'sampleId'>): string =>
  sampleId === null ? 'integrity.check' : 'integrity.sampleCheck';

export async function readKeptCheck(catalog: Catalog): Promise<KeptCheck | null> {
  const text = await catalog.setting(keyFor(catalog));
  if (text === null) return null;
  try {
    const kept = KeptCheck.safeParse(JSON.parse(text));
    return kept.success ? kept.data : null;
  } catch (error) {
    // A check that cannot be read is made again.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export const keepCheck = (catalog: Catalog, kept: KeptCheck): Promise<void> =>
  catalog.putSetting(keyFor(catalog), JSON.stringify(kept));

/** Findings that say that entries or documents are lost or may be. */
const SERIOUS: ReadonlySet<CheckId> = new Set([
  'database',
  'schema',
  'foreign-keys',
  'documents-present',
  'documents-unchanged',
]);

export const isSerious = ({ check, passed }: CheckResult): boolean => !passed && SERIOUS.has(check);

export interface IntegrityFailure {
  /** What failed, in the order of the report. */
  readonly checks: readonly CheckId[];
  readonly failedAt: string;
  /** Backups made before were made of a practice that was well; null when it never was found to be. */
  readonly lastGoodAt: string | null;
  /** In one sentence. */
  readonly message: string;
}

/** The latest check found that entries or documents are lost or damaged: good backups must not be rotated out by later ones. */
export async function lastIntegrityFailure(catalog: Catalog): Promise<IntegrityFailure | null> {
  const kept = await readKeptCheck(catalog);
  const serious = kept?.report.checks.filter(isSerious) ?? [];
  const [first] = serious;
  if (!kept || !first) return null;
  const checks = serious.map(({ check }) => check);
  return { checks, failedAt: kept.report.checkedAt, lastGoodAt: kept.goodAt, message: first.message };
}
