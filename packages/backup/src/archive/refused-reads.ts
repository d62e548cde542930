/** A disk that does not give one file: what is said then, and what is tried before. */

/**
 * What the system says about one file: the place on the disk where it lies, its node, or the right to read it. Whatever
 * else can go wrong (no memory, too many open files, no such disk) is not about the file.
 */
const ABOUT_THE_FILE: ReadonlySet<string> = new Set([
  'EIO',
  'EACCES',
  'EPERM',
  // The node of the file, or a sum that the filesystem keeps, is damaged. Node has no name for the first.
  'EUCLEAN',
  'Unknown system error -117',
  'EBADMSG',
  'EISDIR',
  'ELOOP',
  // Windows: a virus scanner, or a place that was given up.
  'EBUSY',
  'UNKNOWN',
]);

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** Whether the disk refuses to give one file, which says nothing about others. */
export function isRefusal(error: unknown): error is NodeJS.ErrnoException {
  const code = codeOf(error);
  return typeof code === 'string' && ABOUT_THE_FILE.has(code);
}

/** Reads, and reads once more where that was refused: a bad place is often given by the second attempt. */
export function twice<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return read();
  }
}
