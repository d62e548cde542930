// What the stand-in does not imitate says so by name, instead of doing nothing or something else.

export class NotSupported extends Error {
  override readonly name = 'NotSupported';

  constructor(what: string) {
    super(`${what} is not supported by the Electron stand-in`);
  }
}

/** Gives `target` a throwing member for each name it lacks. `owner` is how the error calls it, as in `app.dock`. */
export function refuseMissingMembers(owner: string, target: object, names: readonly string[]): void {
  for (const name of names) {
    if (name in target) continue;
    Object.defineProperty(target, name, {
      configurable: true,
      writable: true,
      value: () => {
        throw new NotSupported(`${owner}.${name}`);
      },
    });
  }
}

/** An export that may be imported, but throws as soon as it is read from, called or constructed. */
export function refusedExport(name: string): unknown {
  const refuse = (member: string): never => {
    throw new NotSupported(member);
  };
  return new Proxy(function refused() {}, {
    get: (_target, key) => (typeof key === 'symbol' || key === 'then' ? undefined : refuse(`${name}.${key}`)),
    apply: () => refuse(`${name}()`),
    construct: () => refuse(`new ${name}()`),
  });
}
