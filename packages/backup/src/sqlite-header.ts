/** The first bytes of an SQLite file (https://www.sqlite.org/fileformat2.html, "The Database Header"). */

export const HEADER_BYTES = 100;
const PAGE_SIZE_AT = 16;
const WRITE_VERSION_AT = 18;
const READ_VERSION_AT = 19;
const ROLLBACK_JOURNAL = 1;

/** The page size that a file declares, in bytes; null where it is none. */
export function pageSizeIn(header: Buffer): number | null {
  const declared = header.readUInt16BE(PAGE_SIZE_AT);
  const pageSize = declared === 1 ? 65_536 : declared;
  return pageSize < 512 || (pageSize & (pageSize - 1)) !== 0 ? null : pageSize;
}

/**
 * Makes the beginning of a database whose WAL is empty that of one without a WAL: the same database, in a file that is all
 * there is, and that SQLite opens without making another beside it.
 */
export function withoutWal(beginning: Buffer): void {
  beginning[WRITE_VERSION_AT] = ROLLBACK_JOURNAL;
  beginning[READ_VERSION_AT] = ROLLBACK_JOURNAL;
}
