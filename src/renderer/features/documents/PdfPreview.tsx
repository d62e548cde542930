/** A PDF, all its pages one below the other; only those in sight are drawn. */
import type { DocumentSummary } from '@causebook/contracts';
import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Notice } from '../../components/Notice.tsx';
import { openPdf, pdfProblem, type OpenPdf } from './pdf-document.ts';
import { PdfPageButtons } from './PdfPageButtons.tsx';
import { PdfPages } from './PdfPages.tsx';
import { PreviewFrame } from './PreviewFrame.tsx';
import { usePagesInSight } from './use-pages-in-sight.ts';
import { useRoom } from './use-room.ts';
import { fitted, type Zoom } from './zoom.ts';
import classes from './documents.module.css';

type State =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly open: OpenPdf }
  | { readonly kind: 'broken'; readonly problem: string };

function usePdf({ id, size }: DocumentSummary): State {
  const [state, setState] = useState<State>({ kind: 'opening' });
  useEffect(() => {
    let isWanted = true;
    const { opened, close } = openPdf(id, size);
    opened.then(
      (open) => isWanted && setState({ kind: 'open', open }),
      (error: unknown) => {
        if (isWanted) setState({ kind: 'broken', problem: pdfProblem(error) });
      },
    );
    return () => {
      isWanted = false;
      close();
    };
  }, [id, size]);
  return state;
}

/** Around the pages. */
const PADDING = 24;

function Pages({ name, open }: { readonly name: string; readonly open: OpenPdf }) {
  const { pdf, firstPage } = open;
  const room = useRoom();
  const [zoom, setZoom] = useState<Zoom>('fit');
  const scale = zoom === 'fit' ? fitted(firstPage.width, Math.max(room.width - PADDING, 100)) : zoom;
  const { pagesRef, inSight, current, goToPage } = usePagesInSight(scale);
  return (
    <PreviewFrame
      {...room}
      name={name}
      zoom={zoom}
      onZoom={setZoom}
      drawn={scale}
      fitLabel="Fit width"
      navigation={<PdfPageButtons current={current} total={pdf.numPages} onGo={goToPage} />}
    >
      {room.width > 0 && (
        <PdfPages pdf={pdf} firstPage={firstPage} scale={scale} inSight={inSight} pagesRef={pagesRef} />
      )}
    </PreviewFrame>
  );
}

export function PdfPreview({ document }: { readonly document: DocumentSummary }) {
  const state = usePdf(document);
  switch (state.kind) {
    case 'opening':
      return (
        <Text c="dimmed" className={classes.message} aria-live="polite">
          Opening the PDF…
        </Text>
      );
    case 'broken':
      return (
        <Notice tone="attention" title="No preview">
          {state.problem}
        </Notice>
      );
    case 'open':
      return <Pages name={document.name} open={state.open} />;
    default:
      return state satisfies never;
  }
}
