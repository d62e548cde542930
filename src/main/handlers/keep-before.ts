/** Keeps the state of the practice, unasked, before something changes much of it at once. */
import { toAppError } from '@causebook/contracts';
import { countPractice } from '@causebook/data';
import type { HandlerParts } from './parts.ts';

/**
 * What follows can be taken back in another way too, so it does not have to wait for a restore point that cannot be made.
 * @param before in words, for the list: "Before importing “cases.xlsx”"
 * @returns what the outcome must say about it; empty when the state is kept, or there is nothing to keep
 * @throws AppError CANCELLED
 */
export async function keepBefore(
  { service, diary }: Pick<HandlerParts, 'service' | 'diary'>,
  before: string,
  signal: AbortSignal,
): Promise<string> {
  // A sample is left without a trace, and whatever is in it with it.
  if (service.samples.openId !== null) return '';
  const { cases, tasks } = await diary.read(({ database }) => countPractice(database));
  if (cases + tasks === 0) return '';
  try {
    await service.restorePoints.keep({ before, signal });
    return '';
  } catch (error) {
    const { code, message } = toAppError(error);
    if (code === 'CANCELLED') throw error;
    return ` No restore point was made before that: ${message}`;
  }
}
