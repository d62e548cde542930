/** What the inputs of the contract look like, for tests that go over every channel and so over every new one, too. */
import { z } from 'zod';
import { calls } from './channels.ts';
import type { Channel } from './ipc.ts';

/** The parts of a JSON Schema that the contract makes use of. */
export interface Shape {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
  readonly propertyNames?: Shape;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A place in an input: `schedule.rule.on[0]` as `['schedule', 'rule', 'on', 0]`. */
export type Place = readonly (string | number)[];

export interface Part {
  readonly place: Place;
  readonly shape: Shape;
  readonly isRequired: boolean;
}

export const allChannels = Object.keys(calls) as readonly Channel[];

/**
 * The forms that an input of a channel can have: several where a part of it is one of several objects.
 * @throws Error when the input has a part that no JSON Schema describes
 */
export const inputShapes = (channel: Channel): readonly Shape[] =>
  formsOf(z.toJSONSchema(calls[channel].input, { io: 'input' }) as Shape);

/** The same shape once for every object that it could be, so that no form has two at one place. */
export function formsOf(shape: Shape): readonly Shape[] {
  const ones = alternatives(shape);
  const isNested = ({ type }: Shape): boolean => type === 'object' || type === 'array';
  const plain = ones.filter((one) => !isNested(one));
  const nested = ones.filter(isNested).flatMap(formsInside);
  if (nested.length === 0) return [shape];
  return nested.map((one) => (plain.length === 0 ? one : { anyOf: [one, ...plain] }));
}

function formsInside(shape: Shape): readonly Shape[] {
  if (shape.items) return formsOf(shape.items).map((items) => ({ ...shape, items }));
  const forms = Object.entries(shape.properties ?? {}).map(([name, part]) => [name, formsOf(part)] as const);
  const first = Object.fromEntries(forms.map(([name, [form]]) => [name, form!]));
  const others = forms.flatMap(([name, [, ...rest]]) =>
    rest.map((form) => ({ ...shape, properties: { ...first, [name]: form } })),
  );
  return [{ ...shape, properties: first }, ...others];
}

/** Every alternative of a shape; the shape itself where it has none. */
export function alternatives(shape: Shape): readonly Shape[] {
  const inner = shape.anyOf ?? shape.oneOf;
  return inner === undefined ? [shape] : inner.flatMap(alternatives);
}

/** A shape and everything in it, with alternatives beside each other. */
export function partsOf(shape: Shape, place: Place = [], isRequired = true): readonly Part[] {
  const inner = alternatives(shape).flatMap((one) => [
    ...Object.entries(one.properties ?? {}).flatMap(([name, part]) =>
      partsOf(part, [...place, name], one.required?.includes(name) ?? false),
    ),
    ...(one.items ? partsOf(one.items, [...place, 0], false) : []),
    ...(typeof one.additionalProperties === 'object'
      ? partsOf(one.additionalProperties, [...place, String(firstOf(one.propertyNames) ?? 'any')], false)
      : []),
  ]);
  return [{ place, shape, isRequired }, ...inner];
}

const firstOf = (shape: Shape | undefined): unknown => shape?.const ?? shape?.enum?.[0];

const known = [
  '2026-05-04',
  '10:30',
  '1234',
  '01890000-0000-7000-8000-000000000000',
  'g-20260504T103000Z-0123abcd',
  '2026-05-04T10:30:00Z',
  'a'.repeat(64),
];

/**
 * A value that the shape accepts, with every part that it can have.
 * @throws Error for a pattern that nothing known here fits
 */
export function sampleOf(shape: Shape): unknown {
  const [one = shape] = alternatives(shape);
  if (one.const !== undefined || one.enum !== undefined) return firstOf(one);
  switch (one.type) {
    case 'object':
      return sampleObject(one);
    case 'array':
      return Array.from({ length: Math.max(1, one.minItems ?? 0) }, () => sampleOf(one.items ?? {}));
    case 'string':
      return sampleText(one);
    case 'integer':
    case 'number':
      return Math.max(0, one.minimum ?? 0);
    case 'boolean':
      return true;
    case 'null':
      return null;
    case undefined:
      throw new Error(`Nothing is known about ${JSON.stringify(one)}`);
  }
}

function sampleObject({ properties = {}, additionalProperties, propertyNames }: Shape): object {
  const named = Object.entries(properties).map(([name, part]) => [name, sampleOf(part)] as const);
  const name = firstOf(propertyNames);
  const other =
    typeof additionalProperties === 'object' && typeof name === 'string'
      ? [[name, sampleOf(additionalProperties)] as const]
      : [];
  return Object.fromEntries([...named, ...other]);
}

function sampleText({ pattern, minLength = 0 }: Shape): string {
  if (pattern === undefined) return 'a'.repeat(Math.max(1, minLength));
  const found = known.find((text) => new RegExp(pattern).test(text));
  if (found === undefined) throw new Error(`No text is known that fits ${pattern}`);
  return found;
}

/** A copy of `value` in which `change` has been at work at one place. */
export function changedAt(value: unknown, place: Place, change: (inner: unknown) => unknown): unknown {
  const [step, ...rest] = place;
  if (step === undefined) return change(value);
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  copy[step] = changedAt(copy[step], rest, change);
  return copy;
}
