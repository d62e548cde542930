/** Draws one page of a PDF, and lays its words over the picture so that they can be selected. */
import type { PDFPageProxy, RenderTask, TextLayer } from 'pdfjs-dist';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { PIXELS_PER_POINT, type Size } from './pdf-document.ts';

/** Pixels of one canvas; larger ones fail silently on some graphics. */
const LARGEST_CANVAS = 24_000_000;

export interface Drawing {
  readonly pdf: PDFDocumentProxy;
  /** From 1. */
  readonly number: number;
  /** 1 is the size that the document itself has. */
  readonly scale: number;
  readonly canvas: HTMLCanvasElement;
  readonly text: HTMLElement;
  readonly onSize: (size: Size) => void;
  readonly onTrouble: (error: unknown) => void;
}

/** Begins to draw. Returns what stops it; after that nothing is called back. */
export function drawPage(drawing: Drawing): () => void {
  let isStopped = false;
  let page: PDFPageProxy | undefined;
  let picture: RenderTask | undefined;
  let words: TextLayer | undefined;
  const draw = async (): Promise<void> => {
    const { pdf, number, scale, canvas, text } = drawing;
    page = await pdf.getPage(number);
    if (isStopped) return;
    const viewport = page.getViewport({ scale: scale * PIXELS_PER_POINT });
    drawing.onSize({ width: viewport.width / scale, height: viewport.height / scale });
    const area = viewport.width * viewport.height;
    const ratio = Math.min(window.devicePixelRatio, Math.sqrt(LARGEST_CANVAS / area));
    canvas.width = Math.max(1, Math.floor(viewport.width * ratio));
    canvas.height = Math.max(1, Math.floor(viewport.height * ratio));
    picture = page.render({ canvas, viewport, transform: [ratio, 0, 0, ratio, 0, 0] });
    await picture.promise;
    const { TextLayer: Words } = await import('pdfjs-dist');
    if (isStopped) return;
    text.replaceChildren();
    words = new Words({ textContentSource: page.streamTextContent(), container: text, viewport });
    await words.render();
    canvas.dataset['drawn'] = 'true';
  };
  draw().catch((error: unknown) => {
    if (!isStopped) drawing.onTrouble(error);
  });
  return () => {
    isStopped = true;
    picture?.cancel();
    words?.cancel();
    page?.cleanup();
  };
}
