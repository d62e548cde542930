/** What a form still lacks, said where a failure to save would be said. */
import type { Failure } from '@causebook/contracts';

export const missing = (message: string, remedy: string): Failure => ({
  success: false,
  code: 'INVALID_INPUT',
  error: message,
  message,
  remedy,
});
