/** How safe the practice is now, by its backups and by its checks. */
import type { BackupEntry, SafetyStatus } from '@causebook/contracts';
import { countPractice, noCounts, readSetting } from '@causebook/data';
import type { BadDataGuard } from '../retention/guard.ts';
import type { BackupServiceParts } from '../service-parts.ts';
import { safetyWithChecks } from './health-words.ts';
import type { Health } from './health.ts';
import { judgeSafety, safetyOfSample, type SafetyFacts } from './safety.ts';

export interface SafetyWitnesses {
  readonly library: { list(): Promise<BackupEntry[]> };
  readonly guard: Pick<BadDataGuard, 'watch'>;
  readonly health: Pick<Health, 'report'>;
}

export async function presentSafety(
  { session, catalog, now }: BackupServiceParts,
  { library, guard, health }: SafetyWitnesses,
  schedule: Pick<SafetyFacts, 'nextRunAt' | 'consecutiveFailures'>,
): Promise<SafetyStatus> {
  if (catalog.sampleId !== null && session.problem === null) return safetyOfSample(await session.counts());
  const known = session.problem
    ? { counts: noCounts, practiceId: null }
    : await session.use(({ database }) => ({
        counts: countPractice(database),
        practiceId: readSetting(database, 'practice.id'),
      }));
  const watch = await guard.watch();
  // What the checks found is said in their own words.
  const suspicions = watch.suspicions.filter(({ kind }) => kind !== 'practice');
  const backups = await library.list();
  const judged = judgeSafety({ ...schedule, ...known, suspicions, backups, now: now() });
  return safetyWithChecks(judged, await health.report());
}
