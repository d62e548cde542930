/** Whether there is room to work, and to get out of a full disk. */
import type { CheckResult } from '@causebook/contracts';
import { BALLAST_BYTES } from '../ballast.ts';
import { fileSize, freeBytes } from '../durable-files.ts';
import { sizeInWords } from '../words.ts';
import { failed, passed, type Check } from './check.ts';

/** Below this a day in the office can fill the disk. */
const NEARLY_FULL = 200_000_000;

export const reserve: Check = async ({ paths }) =>
  judgeReserve(await freeBytes(paths.root), (await fileSize(paths.ballast)) ?? 0);

/** @param free bytes on the disk; null where that cannot be told @param held bytes of the reserve */
export function judgeReserve(free: number | null, held: number): CheckResult {
  if (free !== null && free < NEARLY_FULL)
    return failed(
      'reserve',
      `The disk is nearly full: ${sizeInWords(free)} are free. Remove what you do not need from it.`,
      { remedy: null },
    );
  const room =
    free === null
      ? 'How much is free on the disk cannot be told'
      : `${sizeInWords(free)} are free on the disk`;
  return held >= BALLAST_BYTES
    ? passed('reserve', `${room}, and ${sizeInWords(held)} are held in reserve.`)
    : passed('reserve', `${room}. The reserve for a full disk is taken again at the next start.`);
}
