/** Puts the cause list that the window holds ready on paper: through the system's print dialog, or into a PDF. */
import { AppError } from '@causebook/contracts';
import { dayInWords } from '@causebook/data';
import { app, type BrowserWindow, type WebContents } from 'electron';
import { chooseNewFile } from './dialogs.ts';
import { saveDurably } from './save-file.ts';

/** Where paper is cut to Letter; the rest of the world uses A4. */
const letterCountries = new Set(['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'VE', 'GT', 'CR', 'PA', 'DO', 'PR']);

const paper = (): 'Letter' | 'A4' => (letterCountries.has(app.getLocaleCountryCode()) ? 'Letter' : 'A4');

interface Printed {
  readonly message: string;
  /** Of the PDF; null for paper. */
  readonly fileName: string | null;
}

/**
 * The page must show the cause list in its style for print.
 * @throws AppError CANCELLED when the person closes the dialog; what `saveDurably` throws
 */
export async function printCauseList(
  window: BrowserWindow,
  day: string,
  to: 'printer' | 'pdf',
): Promise<Printed> {
  if (to === 'printer') {
    await printOnPaper(window.webContents);
    return { message: `The cause list of ${dayInWords(day)} was sent to the printer.`, fileName: null };
  }
  const file = await chooseNewFile(window, {
    title: 'Save the cause list',
    fileName: `Cause list ${day}.pdf`,
    kind: { name: 'PDF', extension: 'pdf' },
  });
  const fileName = await saveDurably(file, await asPdf(window.webContents));
  return { message: `Saved the cause list of ${dayInWords(day)} as ${fileName}.`, fileName };
}

async function asPdf(contents: WebContents): Promise<Uint8Array> {
  const pdf = await contents.printToPDF({
    pageSize: paper(),
    printBackground: true,
    preferCSSPageSize: false,
  });
  if (pdf.length < 500 || pdf.subarray(0, 5).toString('latin1') !== '%PDF-') {
    throw new AppError('INTERNAL', 'The cause list could not be made into a PDF.', {
      remedy: 'Print it instead, and try again later.',
    });
  }
  return pdf;
}

function printOnPaper(contents: WebContents): Promise<void> {
  return new Promise((resolve, reject) => {
    contents.print({ silent: false, printBackground: true, pageSize: paper() }, (printed, reason) => {
      if (printed) return resolve();
      reject(
        /cancel/i.test(reason)
          ? new AppError('CANCELLED', 'Nothing was printed.')
          : new AppError('INTERNAL', 'The cause list could not be printed.', {
              remedy: 'Check that a printer is connected and switched on, or save the list as a PDF.',
              cause: new Error(reason),
            }),
      );
    });
  });
}
