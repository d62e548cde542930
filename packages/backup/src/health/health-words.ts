/** Checks and healings in one sentence or two, and what they mean for the safety of the practice. Pure. */
import type { HealResult, IntegrityReport, SafetyStatus } from '@causebook/contracts';
import { counted } from '../words.ts';
import { isSerious } from './kept-check.ts';

export function checkedInWords({ checks, totalChecks, failedChecks }: IntegrityReport): string {
  if (failedChecks === 0) return `All ${counted(totalChecks, 'check')} passed.`;
  const first = checks.find(isSerious) ?? checks.find(({ passed }) => !passed);
  const said = `${failedChecks} of ${counted(totalChecks, 'check')} found a problem. ${first?.message ?? ''}`;
  return said.trim();
}

export function healedInWords({ found, healedCount, sources, lostCount, lost }: HealResult): string {
  if (found === 0) return 'Every document is there and as it was stored. Nothing had to be brought back.';
  const from =
    sources.length === 1 ? `from ${sources[0]!.fileName}` : `from ${counted(sources.length, 'backup')}`;
  const back =
    healedCount === 0
      ? ''
      : `${counted(healedCount, 'document')} ${healedCount === 1 ? 'was' : 'were'} brought back ${from}. `;
  if (lostCount === 0) return back.trim();
  const names = lost.slice(0, 3).map(({ name, caseName }) => (caseName ? `${name} (${caseName})` : name));
  const more = lostCount > names.length ? ' and others' : '';
  return `${back}${counted(lostCount, 'document')} ${lostCount === 1 ? 'is' : 'are'} in no backup that can be reached: ${names.join(', ')}${more}.`;
}

const rank = { safe: 0, attention: 1, danger: 2 } as const;
const LOOK = 'Health, on the backup screen, says what was found and what helps.';

/** A practice in which something is lost or damaged is not safe, however good its backups are. */
export function safetyWithChecks(safety: SafetyStatus, report: IntegrityReport | null): SafetyStatus {
  if (report === null || report.failedChecks === 0) return safety;
  const serious = report.checks.find(isSerious);
  const level = serious ? 'danger' : 'attention';
  const first = serious ?? report.checks.find(({ passed }) => !passed)!;
  if (rank[safety.level] >= rank[level] && safety.level !== 'safe' && !serious)
    return { ...safety, advice: [safety.advice, first.message, LOOK].filter(Boolean).join(' ') };
  const also = safety.level === 'safe' ? null : safety.headline;
  return { ...safety, level, headline: first.message, advice: [LOOK, also].filter(Boolean).join(' ') };
}
