/** Joins what a check found with what the last thorough one left open: a quick check never makes a damage forgotten. Pure. */
import type { CheckResult, CheckTrigger, GenerationId, IntegrityReport } from '@causebook/contracts';
import { dayOfInstant } from '../words.ts';
import type { CheckTaskAnswer } from '../engine/tasks.ts';
import { isSerious, type KeptCheck } from './kept-check.ts';

export interface FreshCheck {
  readonly answer: CheckTaskAnswer;
  readonly generationId: GenerationId;
  readonly checkedAt: string;
  readonly isThorough: boolean;
  readonly triggeredBy: CheckTrigger;
}

/** @param before the check before, of whatever state of the practice */
export function composeCheck(fresh: FreshCheck, before: KeptCheck | null): KeptCheck {
  const { answer, generationId, checkedAt, isThorough, triggeredBy } = fresh;
  const earlier = before?.generationId === generationId ? before : null;
  const isOpen = !isThorough && earlier?.suspects === null;
  const checks = isThorough ? [...answer.checks] : withBytes(answer.checks, earlier);
  const failedChecks = checks.filter(({ passed }) => !passed).length;
  const report: IntegrityReport = {
    checkedAt,
    durationMs: answer.durationMs,
    triggeredBy,
    isThorough,
    thoroughAt: isThorough ? checkedAt : (earlier?.report.thoroughAt ?? null),
    checks,
    totalChecks: checks.length,
    passedChecks: checks.length - failedChecks,
    failedChecks,
  };
  return {
    generationId,
    report,
    suspects: isOpen || answer.suspects === null ? null : [...answer.suspects],
    goodAt: checks.some(isSerious) ? (before?.goodAt ?? null) : checkedAt,
  };
}

/** The checks of a quick look, with what is known of the bytes of the documents. */
function withBytes(checks: readonly CheckResult[], earlier: KeptCheck | null): CheckResult[] {
  const others = checks.filter(({ check }) => check !== 'documents-unchanged');
  const known = bytesResult(
    checks.find(({ check }) => check === 'documents-unchanged'),
    earlier,
  );
  if (known === null) return others;
  const place = others.findIndex(({ check }) => check === 'documents-present') + 1;
  return [...others.slice(0, place), known, ...others.slice(place)];
}

function bytesResult(fresh: CheckResult | undefined, earlier: KeptCheck | null): CheckResult | null {
  const then = earlier?.report.checks.find(({ check }) => check === 'documents-unchanged');
  const thoroughAt = earlier?.report.thoroughAt ?? null;
  if (!earlier || !then || thoroughAt === null) return null;
  // Too many to be looked at again one by one: it stands until every document is read.
  if (earlier.suspects === null) return then;
  if (fresh && !fresh.passed) return fresh;
  const day = dayOfInstant(thoroughAt);
  if (then.passed)
    return { ...then, message: then.message.startsWith('On ') ? then.message : `On ${day}: ${then.message}` };
  return {
    ...then,
    passed: true,
    message: `On ${day} every byte of every document was read. What differed then is as it was stored again.`,
    details: [],
    more: 0,
    remedy: null,
  };
}
