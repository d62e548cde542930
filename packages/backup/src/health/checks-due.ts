/** Which check of the practice is due: a quick one every day, a thorough one every week. Pure. */
import type { IntegrityReport } from '@causebook/contracts';

const DAY = 24 * 3_600_000;

/** Null when neither is. What lies ahead was written by a wrong clock, and means nothing. */
export function checkDue(
  report: Pick<IntegrityReport, 'checkedAt' | 'thoroughAt'> | null,
  now: Date,
): 'quick' | 'thorough' | null {
  if (isOver(report?.thoroughAt ?? null, 7 * DAY, now)) return 'thorough';
  return isOver(report?.checkedAt ?? null, DAY, now) ? 'quick' : null;
}

function isOver(at: string | null, after: number, now: Date): boolean {
  if (at === null) return true;
  const age = now.getTime() - Date.parse(at);
  return age >= after || age < -DAY;
}
