/** By what a file of the same program or the same office is known again. */
import { createHash } from 'node:crypto';
import { plainName } from './header-words.ts';

/** The same for files whose columns have the same names in the same order. */
export const headerSignature = (columns: readonly string[]): string =>
  createHash('sha256').update(columns.map(plainName).join('\n')).digest('hex').slice(0, 32);
