/** What a terminal sees: one JSON object or plain words on stdout, progress and failures in words on stderr. */
import { phaseWords, type Failure, type OperationProgress } from '@causebook/contracts';

export interface Output {
  readonly json: boolean;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** What a command answers: the object for `--json`, and lines for a person. */
export interface CommandResult {
  readonly value: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
  /** 0 unless it says otherwise. */
  readonly exitCode?: 0 | 1;
}

export function printResult(output: Output, { value, lines }: CommandResult): void {
  output.stdout.write(output.json ? `${JSON.stringify(value)}\n` : lines.map((line) => `${line}\n`).join(''));
}

export function printFailure(output: Output, { success, code, error, remedy, details }: Failure): void {
  if (output.json)
    output.stdout.write(
      `${JSON.stringify({ success, code, error, remedy, ...(details ? { details } : {}) })}\n`,
    );
  else output.stderr.write(`${error} (${code})\n${remedy}\n`);
}

/** Tells progress as one line that is written over on a terminal, and a line for each phase elsewhere. */
export function progressTeller({ stderr }: Output): (progress: OperationProgress | null) => void {
  let told = '';
  return (progress) => {
    if (stderr.isTTY) {
      stderr.write(progress === null ? '\r\u001B[K' : `\r\u001B[K${progressLine(progress)}`);
    } else if (progress !== null && progress.phase !== told) {
      told = progress.phase;
      stderr.write(`${phaseWords[progress.phase]}\n`);
    }
  };
}

function progressLine({ phase, percent, etaSeconds }: OperationProgress): string {
  const eta = etaSeconds === null ? '' : `, about ${etaSeconds} s left`;
  return `${phaseWords[phase]}: ${percent.toFixed(1)} %${eta}`;
}
