/** SHA256SUMS: one line per entry, `<sha256>  <name>`, as `sha256sum -c` reads it. */
import { AppError } from '@causebook/contracts';
import { SUMS } from './entry-names.ts';

export function formatSums(entries: Iterable<readonly [name: string, sha256: string]>): string {
  let text = '';
  for (const [name, sha256] of entries) text += `${sha256}  ${name}\n`;
  return text;
}

/** Names and hashes. @throws AppError FILE_CORRUPTION for anything but well-formed lines with distinct names. */
export function parseSums(text: string): Map<string, string> {
  const sums = new Map<string, string>();
  if (!text.endsWith('\n'))
    throw new AppError('FILE_CORRUPTION', `${SUMS} in the backup is cut short.`, {
      details: { entry: SUMS },
    });
  for (const line of text.slice(0, -1).split('\n')) {
    const [, sha256, name] = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line) ?? [];
    if (sha256 === undefined || name === undefined || sums.has(name)) {
      throw new AppError('FILE_CORRUPTION', `${SUMS} in the backup cannot be understood.`, {
        details: { entry: SUMS },
      });
    }
    sums.set(name, sha256);
  }
  return sums;
}
