/** How many backups are known to be good, and how well. Pure. */
import type { BackupEntry, BackupStatistics } from '@causebook/contracts';
import { lacksFiles } from '../increment/needed-backups.ts';

type Judged = Pick<BackupEntry, 'verification' | 'drill' | 'increment'>;
type Standing = 'proven' | 'verified' | 'unchecked' | 'damaged' | 'lacking';
type ProofStatistics = Pick<BackupStatistics, `${Standing}Backups` | 'oldestProof'>;

/** What is known of it as things are: what an increment needs may have gone bad since it was proven. */
export function standingOf(backup: Judged): Standing {
  const own = ownStanding(backup);
  return own !== 'damaged' && lacksFiles(backup) ? 'lacking' : own;
}

/** A trial restore outweighs a check; what failed last counts until something better comes after it. */
function ownStanding({ verification, drill }: Judged): Exclude<Standing, 'lacking'> {
  const isBad = verification?.outcome === 'bad';
  if (drill?.outcome === 'failed') return 'damaged';
  if (drill?.outcome === 'proven')
    return isBad && verification.verifiedAt > drill.drilledAt ? 'damaged' : 'proven';
  if (isBad) return 'damaged';
  return verification === null ? 'unchecked' : 'verified';
}

/** Each backup counts once. */
export function proofStatistics(backups: readonly Judged[]): ProofStatistics {
  const number = (standing: Standing): number =>
    backups.filter((backup) => standingOf(backup) === standing).length;
  const proofs = backups
    .filter((backup) => standingOf(backup) === 'proven')
    .flatMap(({ drill }) => (drill ? [drill.drilledAt] : []));
  return {
    provenBackups: number('proven'),
    verifiedBackups: number('verified'),
    uncheckedBackups: number('unchecked'),
    damagedBackups: number('damaged'),
    lackingBackups: number('lacking'),
    oldestProof: proofs.toSorted()[0] ?? null,
  };
}
