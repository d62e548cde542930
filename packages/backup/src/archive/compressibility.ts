/** Decides by content whether an entry is worth deflating: scans and office files are compressed already. */
import { deflateRawSync } from 'node:zlib';
import { mediaTypeOf } from '@causebook/data';

const compressed = new Set([
  'application/gzip',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.rar',
  'application/x-7z-compressed',
  'application/zip',
  'audio/mpeg',
  'image/gif',
  'image/heic',
  'image/jpeg',
  'image/png',
  'image/webp',
  'video/mp4',
]);

/** Size of a sample in bytes, and what share of it may be left for deflating to be worth its time. */
export const SAMPLE = 4096;
const WORTH_IT = 0.92;

/**
 * @param head the first bytes of the content
 * @param samples a few pieces from all over it, for content whose type does not settle the question
 */
export function worthDeflating(head: Uint8Array, samples: readonly Uint8Array[]): boolean {
  if (compressed.has(mediaTypeOf(head))) return false;
  const before = samples.reduce((sum, sample) => sum + sample.byteLength, 0);
  if (before < 64) return false;
  const after = samples.reduce((sum, sample) => sum + deflateRawSync(sample, { level: 1 }).byteLength, 0);
  return after < before * WORTH_IT;
}

/** Where to take samples in a content of that size: at its beginning, middle and end, without overlap. */
export function samplePlaces(size: number): number[] {
  return size <= 3 * SAMPLE ? [0] : [0, Math.floor((size - SAMPLE) / 2), size - SAMPLE];
}
