import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { calls } from './channels.ts';
import {
  allChannels,
  alternatives,
  formsOf,
  inputShapes,
  partsOf,
  sampleOf,
  type Shape,
} from './input-shape.ts';

/** A pattern from end to end in which nothing may be repeated as often as one likes. */
const isBoundedPattern = (pattern: string): boolean =>
  pattern.startsWith('^') && pattern.endsWith('$') && !/[*+]|\{\d+,\}/.test(pattern);

function isBounded(shape: Shape): boolean {
  if (shape.const !== undefined || shape.enum !== undefined) return true;
  switch (shape.type) {
    case 'string':
      return shape.maxLength !== undefined || isBoundedPattern(shape.pattern ?? '');
    case 'array':
      return shape.maxItems !== undefined;
    case 'integer':
    case 'number':
      return shape.minimum !== undefined && (shape.maximum ?? Infinity) < Number.MAX_SAFE_INTEGER;
    case 'object':
      return typeof shape.additionalProperties !== 'object' || (shape.propertyNames?.enum?.length ?? 0) > 0;
    default:
      return shape.type !== undefined;
  }
}

const unboundedIn = (shape: Shape): readonly string[] =>
  partsOf(shape)
    .filter(({ shape: part }) => !alternatives(part).every(isBounded))
    .map(({ place }) => place.join('.'));

describe('nothing that a window sends may be as large as it likes', () => {
  test.each(allChannels)('%s', (channel) => {
    expect(inputShapes(channel).flatMap(unboundedIn)).toEqual([]);
  });

  test('and this would show', () => {
    const open = z.object({
      text: z.string(),
      start: z.string().regex(/^a/),
      many: z.string().regex(/^a+$/),
      list: z.array(z.boolean()),
      number: z.int().min(0),
      inner: z.object({ either: z.union([z.literal('a'), z.string()]) }).nullable(),
      record: z.record(z.string(), z.boolean()),
    });
    expect(unboundedIn(z.toJSONSchema(open) as Shape)).toEqual([
      'text',
      'start',
      'many',
      'list',
      'number',
      'inner.either',
      'record',
    ]);
  });
});

test.each(allChannels)('%s takes the sample that is made of each of its forms', (channel) => {
  for (const shape of inputShapes(channel))
    expect(calls[channel].input.safeParse(sampleOf(shape))).toMatchObject({ success: true });
});

test('one of several objects is one form each', () => {
  const rules = z.object({
    rule: z.union([z.object({ every: z.int() }), z.object({ at: z.string() }), z.null()]),
  });
  expect(
    formsOf(z.toJSONSchema(rules) as Shape).map((form) => partsOf(form).map(({ place }) => place.join('.'))),
  ).toEqual([
    ['', 'rule', 'rule.every'],
    ['', 'rule', 'rule.at'],
  ]);
});
