/** The names an archive may hold, and their order. Normative description: docs/backup-format.md. */
import type { ReferencedContent } from '@causebook/data';

export const README = 'README.txt';
export const DATABASE = 'database.sqlite';
/** Of an increment: the database as its changed pages, and where every document lies. */
export const PAGES = 'database.pages';
export const DOCUMENTS = 'DOCUMENTS';
export const SUMS = 'SHA256SUMS';
export const METADATA = 'backup-metadata.json';

const FILE_NAME = /^files\/([0-9a-f]{2})\/(\1[0-9a-f]{62})$/;

export const fileEntry = (sha256: ReferencedContent['sha256']): string =>
  `files/${sha256.slice(0, 2)}/${sha256}`;

/** The content hash that a `files/` entry is named by, or null for any other name. */
export function contentOf(name: string): string | null {
  return FILE_NAME.exec(name)?.[2] ?? null;
}

/** Place of a name in the order of the format; null for a name that an archive must not hold. */
export function rankOf(name: string): number | null {
  switch (name) {
    case README:
      return 0;
    case DATABASE:
    case PAGES:
      return 1;
    case DOCUMENTS:
      return 3;
    case SUMS:
      return 4;
    case METADATA:
      return 5;
    default:
      return contentOf(name) === null ? null : 2;
  }
}

/** For messages: a name from an archive is foreign text. */
export const shown = (name: string): string => JSON.stringify(name.slice(0, 100));
