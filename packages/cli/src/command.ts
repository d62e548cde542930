/** What a command is. */
import type { OptionName, OptionValues } from './arguments.ts';
import type { CommandResult } from './output.ts';
import type { ProfileHooks } from './profile-session.ts';

export interface CommandContext extends ProfileHooks {
  readonly values: OptionValues;
  readonly positionals: readonly string[];
  readonly signal: AbortSignal;
}

export interface Command {
  /** As it is typed, for the help. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly about: string;
  /** Options it takes besides --data, --json and --help. */
  readonly options: readonly OptionName[];
  /** @throws UsageError, AppError */
  run(context: CommandContext): Promise<CommandResult>;
}

/** The answer of an operation that tells its outcome in a sentence. */
export function told<Answer extends { readonly message: string }>({
  message,
  ...answer
}: Answer): CommandResult {
  return { value: { success: true, message, ...answer }, lines: [message] };
}
