/**
 * Opens a stored PDF with pdf.js, in a worker of its own. Nothing in it is ever run: pdf.js is used without its scripting
 * and XFA parts, has no code that evaluates text, and links are drawn, not followed. All it reads comes from our own files.
 */
import type { PDFDocumentProxy, PDFWorker } from 'pdfjs-dist';
// oxlint-disable-next-line import/default -- the bundler makes this module: its default is the address of the file.
import workerAddress from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { readBytes } from './document-address.ts';

/** CSS pixels per point of a PDF. */
export const PIXELS_PER_POINT = 96 / 72;
/** Bytes that are asked for at once. */
const CHUNK = 1 << 19;
/** Pixels of the largest image that is drawn; a larger one is left out rather than filling the memory. */
const LARGEST_IMAGE = 120_000_000;

export interface Size {
  /** CSS pixels at the size that the document itself has. */
  readonly width: number;
  readonly height: number;
}

export interface OpenPdf {
  readonly pdf: PDFDocumentProxy;
  readonly firstPage: Size;
}

const place = (folder: string): string => new URL(`pdfjs/${folder}/`, document.baseURI).href;

type Kind = 'cMapUrl' | 'standardFontDataUrl' | 'wasmUrl';

/** Reads what pdf.js needs beside the PDF. It asks for kinds of files by the names of its own options. */
class OwnFiles {
  readonly #places: Readonly<Record<Kind, string>>;

  constructor(places: Readonly<Record<Kind, string>>) {
    this.#places = places;
  }

  async fetch({ kind, filename }: { readonly kind: Kind; readonly filename: string }): Promise<Uint8Array> {
    const response = await fetch(`${this.#places[kind]}${filename}`);
    if (!response.ok) throw new Error(`${filename} is not part of the app.`);
    return new Uint8Array(await response.arrayBuffer());
  }
}

/** The promise rejects with what pdf.js or the store has to say; `close` frees everything, also while it opens. */
export function openPdf(
  documentId: string,
  size: number,
): { readonly opened: Promise<OpenPdf>; readonly close: () => void } {
  const port = new Worker(workerAddress, { type: 'module' });
  let end: () => Promise<void> = async () => {};
  let isClosed = false;
  const close = (): void => {
    isClosed = true;
    void end().finally(() => port.terminate());
  };
  const opened = (async (): Promise<OpenPdf> => {
    const pdfjs = await import('pdfjs-dist');
    if (isClosed) throw new Error('closed');
    const broken = Promise.withResolvers<never>();
    class Ranges extends pdfjs.PDFDataRangeTransport {
      override requestDataRange(begin: number, last: number): void {
        readBytes(documentId, begin, last).then((bytes) => this.onDataRange(begin, bytes), broken.reject);
      }
    }
    const task = pdfjs.getDocument({
      range: new Ranges(size, null),
      worker: pdfjs.PDFWorker.create({ port }) as PDFWorker,
      rangeChunkSize: CHUNK,
      disableAutoFetch: true,
      disableStream: true,
      enableXfa: false,
      // Compiling WebAssembly would need a wider content security policy; the decoders exist in JavaScript, too.
      useWasm: false,
      useWorkerFetch: false,
      disableWorkerRendering: true,
      maxImageSize: LARGEST_IMAGE,
      cMapUrl: place('cmaps'),
      standardFontDataUrl: place('standard_fonts'),
      wasmUrl: place('wasm'),
      BinaryDataFactory: OwnFiles,
      verbosity: pdfjs.VerbosityLevel.ERRORS,
    });
    end = () => task.destroy();
    if (isClosed) close();
    const pdf = await Promise.race([task.promise, broken.promise]);
    const page = await Promise.race([pdf.getPage(1), broken.promise]);
    const { width, height } = page.getViewport({ scale: PIXELS_PER_POINT });
    return { pdf, firstPage: { width, height } };
  })();
  return { opened, close };
}

/** Why a PDF is not shown, and what helps. */
export function pdfProblem(error: unknown): string {
  if (error instanceof Error && error.name === 'PasswordException')
    return 'This PDF is protected by a password, so it is not shown here. Save a copy and open it with a PDF program.';
  return 'This PDF is damaged or incomplete and cannot be shown here. Save a copy to try it with another program.';
}
