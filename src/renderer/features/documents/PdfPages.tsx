/** The pages of a PDF, empty sheets until they come into sight. */
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { memo, useEffect, useRef, useState, type CSSProperties, type Ref } from 'react';
import { PIXELS_PER_POINT, type Size } from './pdf-document.ts';
import { drawPage } from './pdf-drawing.ts';
import classes from './documents.module.css';

interface PageProps {
  readonly pdf: PDFDocumentProxy;
  /** From 1. */
  readonly number: number;
  readonly scale: number;
  /** Its size until it is known. */
  readonly guess: Size;
  readonly isInSight: boolean;
}

const PdfPage = memo(function PdfPage({ pdf, number, scale, guess, isInSight }: PageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(guess);
  const [isBroken, setBroken] = useState(false);

  useEffect(() => {
    if (!isInSight || !canvas.current || !text.current) return undefined;
    return drawPage({
      pdf,
      number,
      scale,
      canvas: canvas.current,
      text: text.current,
      onSize: (found) =>
        setSize((was) => (was.width === found.width && was.height === found.height ? was : found)),
      onTrouble: (error) => {
        console.error(`Page ${number} could not be drawn.`, error);
        setBroken(true);
      },
    });
  }, [pdf, number, scale, isInSight]);

  const style: CSSProperties & Record<`--${string}`, number> = {
    width: size.width * scale,
    height: size.height * scale,
    '--total-scale-factor': scale * PIXELS_PER_POINT,
  };
  return (
    <div className={classes.page} data-page={number} style={style} role="group" aria-label={`Page ${number}`}>
      {isInSight && (
        <>
          <canvas ref={canvas} aria-hidden="true" />
          <div ref={text} className={classes.text} />
          {isBroken && <p className={classes.brokenPage}>This page is damaged and cannot be shown.</p>}
        </>
      )}
    </div>
  );
});

interface Props {
  readonly pdf: PDFDocumentProxy;
  readonly firstPage: Size;
  readonly scale: number;
  readonly inSight: readonly [first: number, last: number];
  readonly pagesRef: Ref<HTMLDivElement>;
}

export function PdfPages({ pdf, firstPage, scale, inSight: [first, last], pagesRef }: Props) {
  const numbers = Array.from({ length: pdf.numPages }, (_, index) => index + 1);
  return (
    <div ref={pagesRef} className={classes.pages}>
      {numbers.map((number) => (
        <PdfPage
          key={number}
          pdf={pdf}
          number={number}
          scale={scale}
          guess={firstPage}
          isInSight={number >= first && number <= last}
        />
      ))}
    </div>
  );
}
