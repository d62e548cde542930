/** Whether what a window sent is plain data of a bearable size, found out without spending more than that size. */

const LARGEST_INPUT = 1_000_000;
/** What a value costs besides its text, roughly as in JSON. */
const EACH = 8;
/** Nothing of the contract goes deeper. */
const DEEPEST = 16;
/** Names that lead to what all objects share. */
const NEVER_A_NAME: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const TOO_MUCH = 'That is too much to send at once.';
const NOT_PLAIN = 'Only plain data can be sent.';

/** Null when the value is fine, else what is wrong with it, in words. */
export function problemWith(value: unknown, limit: number = LARGEST_INPUT): string | null {
  const seen = new Set<object>();
  const waiting: { readonly next: unknown; readonly depth: number }[] = [{ next: value, depth: 0 }];
  let size = 0;
  for (let found = waiting.pop(); found !== undefined; found = waiting.pop()) {
    const { next, depth } = found;
    if (depth > DEEPEST) return TOO_MUCH;
    size += EACH + (typeof next === 'string' ? next.length : 0);
    if (typeof next === 'object' && next !== null) {
      if (seen.has(next)) return 'The same object comes twice.';
      seen.add(next);
      if (Array.isArray(next) && next.length * EACH > limit) return TOO_MUCH;
      const entries = plainEntries(next);
      if (entries === null) return NOT_PLAIN;
      for (const [key, inner] of entries) {
        if (NEVER_A_NAME.has(key)) return 'A name in it is not allowed.';
        size += key.length;
        waiting.push({ next: inner, depth: depth + 1 });
      }
    } else if (!['string', 'number', 'boolean', 'undefined', 'object'].includes(typeof next)) {
      return NOT_PLAIN;
    }
    if (size > limit) return TOO_MUCH;
  }
  return null;
}

function plainEntries(value: object): readonly (readonly [string, unknown])[] | null {
  if (Array.isArray(value)) return value.map((inner: unknown) => ['', inner] as const);
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? Object.entries(value) : null;
}
