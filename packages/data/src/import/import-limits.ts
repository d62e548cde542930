/** How large a spreadsheet may be, and the words in which one that is not to be read is refused. */
import { AppError, type ErrorDetails } from '@causebook/contracts';

export const MAX_FILE_BYTES = 64 * 1024 * 1024;
/** What a workbook may unpack to: a few kilobytes can be made to unpack to more than any memory. */
export const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;
export const MAX_ROWS = 200_000;
export const MAX_COLUMNS = 300;

/** A file that cannot be read as a spreadsheet, in a sentence and with what helps. */
export const refusal = (message: string, remedy?: string, details: ErrorDetails = {}): AppError =>
  new AppError('INVALID_INPUT', message, { details, ...(remedy === undefined ? {} : { remedy }) });

const inParts = 'Split it into several files and import them one after another.';

export const tooLarge = (what: string): AppError => refusal(`The file is too large: ${what}.`, inParts);

export const tooManyRows = (): AppError => tooLarge(`it has more than ${MAX_ROWS.toLocaleString('en')} rows`);

export const tooManyColumns = (): AppError =>
  refusal(
    `The table has more than ${MAX_COLUMNS} columns.`,
    'Copy the columns that matter into a new file, and import that.',
  );
