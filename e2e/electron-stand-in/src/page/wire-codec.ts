// Turns a value into JSON and back as the structured clone algorithm would copy it, for IPC between page and main.
// The function's own text also runs in the page, so it must refer to nothing outside itself.

export interface WireCodec {
  /** Throws "An object could not be cloned." for functions, symbols, promises and the like. */
  encode(value: unknown): unknown;
  decode(wire: unknown): unknown;
}

export function createWireCodec(): WireCodec {
  type Slot = unknown;
  /** Each value is a slot in a table and refers to others by number, which keeps cycles and shared objects. */
  interface Wire {
    readonly root: number;
    readonly slots: readonly Slot[];
  }

  // Values that JSON cannot carry are referred to by negative numbers.
  const constants: readonly unknown[] = [undefined, null, true, false, NaN, Infinity, -Infinity, -0];
  const errorTypes: Record<string, ErrorConstructor> = {
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  };
  const viewTypes: Record<string, new (buffer: ArrayBuffer) => ArrayBufferView> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };

  const refuse = (): never => {
    throw new Error('An object could not be cloned.');
  };
  const typeName = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);

  const toBase64 = (bytes: Uint8Array): string => {
    const step = 32_768;
    const parts: string[] = [];
    for (let start = 0; start < bytes.length; start += step) {
      parts.push(String.fromCharCode(...bytes.subarray(start, start + step)));
    }
    return btoa(parts.join(''));
  };
  const fromBase64 = (text: string): ArrayBuffer => {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
    return bytes.buffer;
  };

  const encode = (value: unknown): Wire => {
    const slots: Slot[] = [];
    const seen = new Map<unknown, number>();

    const slotOf = (item: unknown): Slot => {
      const type = typeName(item);
      const object = item as object;
      switch (type) {
        case 'Date':
          return ['date', (item as Date).getTime()];
        case 'RegExp':
          return ['regexp', (item as RegExp).source, (item as RegExp).flags];
        case 'Map':
          return [
            'map',
            Array.from(item as Map<unknown, unknown>, ([key, entry]) => [refer(key), refer(entry)]),
          ];
        case 'Set':
          return ['set', Array.from(item as Set<unknown>, refer)];
        case 'ArrayBuffer':
          return ['buffer', toBase64(new Uint8Array(item as ArrayBuffer))];
        case 'Array':
          return ['array', Array.from(item as unknown[], refer)];
        case 'Error': {
          const { name, message, stack } = item as Error;
          return ['error', name, message, stack];
        }
        case 'Boolean':
        case 'Number':
        case 'String':
          return ['boxed', (item as { valueOf(): unknown }).valueOf()];
        default:
      }
      if (ArrayBuffer.isView(item)) {
        const name = type in viewTypes ? type : 'Uint8Array';
        return ['view', name, toBase64(new Uint8Array(item.buffer, item.byteOffset, item.byteLength))];
      }
      const isPlain = type === 'Object' || type === 'Arguments';
      if (!isPlain) refuse();
      return [
        'object',
        Object.keys(object).map((key) => [key, refer((object as Record<string, unknown>)[key])]),
      ];
    };

    const refer = (item: unknown): number => {
      const constant = constants.findIndex((candidate) => Object.is(candidate, item));
      if (constant >= 0) return -1 - constant;
      const known = seen.get(item);
      if (known !== undefined) return known;
      const index = slots.length;
      slots.push(null);
      if (typeof item === 'object') {
        seen.set(item, index);
        slots[index] = slotOf(item);
      } else if (typeof item === 'string' || typeof item === 'number') {
        slots[index] = item;
      } else if (typeof item === 'bigint') {
        slots[index] = ['bigint', String(item)];
      } else {
        refuse();
      }
      return index;
    };

    return { root: refer(value), slots };
  };

  const decode = (wire: unknown): unknown => {
    const { root, slots } = wire as Wire;
    const done = new Map<number, unknown>();

    const build = (index: number, slot: readonly unknown[]): unknown => {
      const [kind, first, second, third] = slot as [string, never, never, never];
      switch (kind) {
        case 'bigint':
          return BigInt(first);
        case 'date':
          return new Date(first ?? NaN);
        case 'regexp':
          return new RegExp(first, second);
        case 'buffer':
          return fromBase64(first);
        case 'view':
          return new (viewTypes[first] ?? Uint8Array)(fromBase64(second));
        case 'boxed':
          return Object(first);
        case 'error': {
          const error = new (errorTypes[first] ?? Error)(second);
          error.stack = third;
          return error;
        }
        case 'map': {
          const map = new Map<unknown, unknown>();
          done.set(index, map);
          for (const [key, item] of first as [number, number][]) map.set(resolve(key), resolve(item));
          return map;
        }
        case 'set': {
          const set = new Set<unknown>();
          done.set(index, set);
          for (const item of first as number[]) set.add(resolve(item));
          return set;
        }
        case 'array': {
          const array: unknown[] = [];
          done.set(index, array);
          for (const item of first as number[]) array.push(resolve(item));
          return array;
        }
        default: {
          const object: Record<string, unknown> = {};
          done.set(index, object);
          for (const [key, item] of first as [string, number][]) {
            // A plain assignment of `__proto__` would change the prototype.
            Object.defineProperty(object, key, {
              value: resolve(item),
              writable: true,
              enumerable: true,
              configurable: true,
            });
          }
          return object;
        }
      }
    };

    const resolve = (index: number): unknown => {
      if (index < 0) return constants[-1 - index];
      if (done.has(index)) return done.get(index);
      const slot = slots[index];
      const value = Array.isArray(slot) ? build(index, slot) : slot;
      done.set(index, value);
      return value;
    };

    return resolve(root);
  };

  return { encode, decode };
}
