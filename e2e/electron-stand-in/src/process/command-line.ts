// Reads Electron's command line: [-r module]… [--switch[=value]]… [app path] [arguments of the app]…

export interface CommandLine {
  /** Every argument as given, without the executable. */
  readonly raw: readonly string[];
  /** Modules to load before the app's main module. */
  readonly preloadedModules: readonly string[];
  readonly switches: ReadonlyMap<string, string>;
  /** The folder or script to run; undefined when none was named. */
  readonly appPath: string | undefined;
}

/** A packed app has no app path on its command line: every argument that is no switch belongs to the app. */
export function readCommandLine(
  raw: readonly string[],
  options: { readonly isPackaged: boolean },
): CommandLine {
  const preloadedModules: string[] = [];
  const switches = new Map<string, string>();
  let appPath: string | undefined;

  for (let index = 0; index < raw.length; index += 1) {
    const argument = raw[index] ?? '';
    const beforeApp = appPath === undefined && !options.isPackaged;
    if (beforeApp && (argument === '-r' || argument === '--require')) {
      index += 1;
      const module = raw[index];
      if (module !== undefined) preloadedModules.push(module);
    } else if (argument.startsWith('--') && argument.length > 2) {
      const equals = argument.indexOf('=');
      if (equals < 0) switches.set(argument.slice(2), '');
      else switches.set(argument.slice(2, equals), argument.slice(equals + 1));
    } else if (beforeApp && !argument.startsWith('-')) {
      appPath = argument;
    }
  }
  return { raw, preloadedModules, switches, appPath };
}

/** The arguments without those with which a debugger attached, for an app that starts itself again. */
export function withoutDebugger(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < raw.length; index += 1) {
    const argument = raw[index] ?? '';
    if (argument === '-r' || argument === '--require') index += 1;
    else if (!/^--(inspect|inspect-brk|remote-debugging-port)(=|$)/.test(argument)) kept.push(argument);
  }
  return kept;
}
