/** One figure of a run, with what it may be at most or must be. */

export interface Line {
  readonly name: string;
  readonly value: string;
  readonly limit: string;
  readonly passed: boolean;
}

/** Nothing of that kind may have happened. */
export const none = (name: string, count: number): Line => ({
  name,
  value: String(count),
  limit: '0',
  passed: count === 0,
});

/** All of them must be so, and there must be some. */
export const all = (name: string, count: number, of: number): Line => ({
  name,
  value: `${count} of ${of}`,
  limit: `${of} of ${of}`,
  passed: of > 0 && count === of,
});

export const atLeast = (name: string, value: number, limit: number): Line => ({
  name,
  value: String(value),
  limit: `at least ${limit}`,
  passed: value >= limit,
});

/** A part that this machine cannot run; it is said, and fails nothing. */
export const skipped = (name: string, why: string): Line => ({
  name,
  value: 'not run',
  limit: why,
  passed: true,
});

export const printed = ({ name, value, limit, passed }: Line): string =>
  `${name.padEnd(52)} ${value.padStart(14)}  ${limit.padEnd(22)} ${passed ? 'PASS' : 'FAIL'}`;
