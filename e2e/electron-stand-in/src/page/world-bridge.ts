// Carries values and calls between the page's JavaScript world and the preload's. The two share the document but no
// objects, so everything travels in the detail of synchronous events, which Chromium copies by structured clone.
// The function's own text runs in both worlds, so it must refer to nothing outside itself.

export type WorldName = 'main' | 'preload';

export interface WorldBridge {
  /** Describes a value so that the other world can `take` it: data copied, functions and promises as stand-ins. */
  give(value: unknown): unknown;
  take(description: unknown): unknown;
  /** Asks the other world, at once. Throws what its answer throws. */
  ask(topic: string, payload: unknown): unknown;
  answer(topic: string, answerer: (payload: never) => unknown): void;
}

export function createWorldBridge(secret: string, world: WorldName): WorldBridge {
  type Callable = (...args: unknown[]) => unknown;
  interface Deferred {
    readonly resolve: (value: unknown) => void;
    readonly reject: (error: Error) => void;
  }
  type Outcome = { readonly value?: unknown; readonly error?: string };

  const otherWorld = world === 'main' ? 'preload' : 'main';
  const NOT_CLONEABLE = 'An object could not be cloned.';
  const COPIED_WHOLE = new Set([
    'Date',
    'RegExp',
    'Map',
    'Set',
    'ArrayBuffer',
    'Blob',
    'File',
    'FileList',
    'ImageData',
  ]);

  // Taken before any script of the page could replace them.
  const { CustomEvent } = globalThis;
  const dispatch = globalThis.dispatchEvent.bind(globalThis);
  const tell = (name: string, detail: unknown): void => {
    dispatch(new CustomEvent(`${secret}:${name}`, { detail }));
  };

  const answerers = new Map<string, (payload: never) => unknown>();
  const given: Callable[] = [];
  const numberOfGiven = new Map<Callable, number>();
  const taken = new Map<number, Callable>();
  const numberOfTaken = new Map<Callable, number>();
  const promised = new Map<number, Deferred>();
  let promises = 0;

  const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
  const refuse = (message: string): never => {
    throw new Error(message);
  };

  const giveFunction = (callable: Callable): unknown => {
    const back = numberOfTaken.get(callable);
    if (back !== undefined) return { kind: 'yours', number: back };
    let number = numberOfGiven.get(callable);
    if (number === undefined) {
      number = given.push(callable) - 1;
      numberOfGiven.set(callable, number);
    }
    return { kind: 'function', number };
  };

  const givePromise = (promise: Promise<unknown>): unknown => {
    promises += 1;
    const number = promises;
    promise.then(
      (value) => ask('settle', { number, value: give(value) }),
      (error: unknown) => ask('settle', { number, error: messageOf(error) }),
    );
    return { kind: 'promise', number };
  };

  const give = (value: unknown, seen = new Map<unknown, number>()): unknown => {
    if (typeof value === 'function') return giveFunction(value as Callable);
    if (typeof value === 'symbol') return refuse(NOT_CLONEABLE);
    if (value === null || typeof value !== 'object') return { kind: 'copy', value };
    const known = seen.get(value);
    if (known !== undefined) return { kind: 'seen', number: known };
    if (value instanceof Promise) return givePromise(value);
    if (value instanceof Error) return { kind: 'error', message: value.message };
    const type = Object.prototype.toString.call(value).slice(8, -1);
    if (COPIED_WHOLE.has(type) || ArrayBuffer.isView(value)) return { kind: 'copy', value };
    if (value instanceof Node)
      return refuse('Passing DOM nodes through contextBridge is not supported by the Electron stand-in');

    seen.set(value, seen.size);
    if (Array.isArray(value)) return { kind: 'array', items: Array.from(value, (item) => give(item, seen)) };
    const entries = Object.keys(value).map((key) => [
      key,
      give((value as Record<string, unknown>)[key], seen),
    ]);
    return { kind: 'object', entries };
  };

  const takeFunction = (number: number): Callable => {
    const known = taken.get(number);
    if (known !== undefined) return known;
    const proxy: Callable = (...args) => take(ask('call', { number, args: args.map((arg) => give(arg)) }));
    taken.set(number, proxy);
    numberOfTaken.set(proxy, number);
    return proxy;
  };

  const take = (description: unknown, seen: unknown[] = []): unknown => {
    const item = description as {
      kind: string;
      value?: unknown;
      number: number;
      message: string;
      items: unknown[];
      entries: [string, unknown][];
    };
    switch (item.kind) {
      case 'copy':
        return item.value;
      case 'function':
        return takeFunction(item.number);
      case 'yours':
        return given[item.number];
      case 'seen':
        return seen[item.number];
      case 'error':
        return new Error(item.message);
      case 'promise':
        return new Promise((resolve, reject) => promised.set(item.number, { resolve, reject }));
      case 'array': {
        const array: unknown[] = [];
        seen.push(array);
        for (const entry of item.items) array.push(take(entry, seen));
        return array;
      }
      default: {
        const object: Record<string, unknown> = {};
        seen.push(object);
        for (const [key, entry] of item.entries) object[key] = take(entry, seen);
        return object;
      }
    }
  };

  let lastAnswer: Outcome | null = null;
  const ask = (topic: string, payload: unknown): unknown => {
    lastAnswer = { error: `The ${otherWorld} world does not answer` };
    tell(`question to ${otherWorld}`, { topic, payload });
    const outcome = lastAnswer as Outcome | null;
    if (outcome === null) return refuse(NOT_CLONEABLE);
    if (outcome.error !== undefined) throw new Error(outcome.error);
    return outcome.value;
  };

  const outcomeOf = (question: { topic: string; payload: never } | null): Outcome => {
    if (question === null) return { error: NOT_CLONEABLE };
    try {
      const answerer = answerers.get(question.topic);
      return { value: answerer === undefined ? undefined : answerer(question.payload) };
    } catch (error) {
      return { error: messageOf(error) };
    }
  };

  globalThis.addEventListener(`${secret}:question to ${world}`, (event) => {
    event.stopImmediatePropagation();
    const outcome = outcomeOf((event as CustomEvent<{ topic: string; payload: never } | null>).detail);
    tell(`answer to ${otherWorld}`, outcome);
  });
  globalThis.addEventListener(`${secret}:answer to ${world}`, (event) => {
    event.stopImmediatePropagation();
    lastAnswer = (event as CustomEvent<Outcome | null>).detail;
  });

  answerers.set('call', ({ number, args }: { number: number; args: unknown[] }) => {
    const callable = given[number];
    return give(callable?.(...args.map((arg) => take(arg))));
  });
  answerers.set('settle', ({ number, value, error }: { number: number; value?: unknown; error?: string }) => {
    const deferred = promised.get(number);
    promised.delete(number);
    if (error === undefined) deferred?.resolve(take(value));
    else deferred?.reject(new Error(error));
  });

  return {
    give: (value) => give(value),
    take: (description) => take(description),
    ask,
    answer: (topic, answerer) => void answerers.set(topic, answerer),
  };
}
