/** Decides by content whether an entry is worth deflating: scans and office files are compressed already. */
import { deflateRawSync } from 'node:zlib';
import { mediaTypeOf } from '@causebook/data/media-type';

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

/** Bytes of one sample, and how many are taken at most. */
export const SAMPLE = 4096;
const SAMPLES = 12;
/** What share may be left of the samples for deflating to be worth its time. */
const WORTH_IT = 0.92;

/**
 * @param head the first bytes of the content
 * @param samples pieces from all over it (`samplePlaces`), for content whose type does not settle the question
 */
export function worthDeflating(head: Uint8Array, samples: readonly Uint8Array[]): boolean {
  if (compressed.has(mediaTypeOf(head))) return false;
  const before = samples.reduce((sum, sample) => sum + sample.byteLength, 0);
  if (before < 64) return false;
  const after = samples.reduce((sum, sample) => sum + deflateRawSync(sample, { level: 1 }).byteLength, 0);
  return after < before * WORTH_IT;
}

/**
 * Where to take samples in a content of that size: evenly spread, none at the very ends, because a scan in a PDF has
 * text only there.
 */
export function samplePlaces(size: number): number[] {
  const count = Math.min(SAMPLES, Math.max(1, Math.floor(size / (4 * SAMPLE))));
  return Array.from({ length: count }, (_, index) =>
    Math.max(0, Math.floor(((index + 0.5) * size) / count) - SAMPLE / 2),
  );
}
