/** A text, as plain letters whatever it says: a page of HTML or a drawing in SVG is shown as the words it is made of. */
import type { DocumentSummary } from '@causebook/contracts';
import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Notice } from '../../components/Notice.tsx';
import { format } from '../../format.ts';
import { readBytes } from './document-address.ts';
import { decodePreview, piecesOf } from './decode-preview.ts';
import { PreviewFrame } from './PreviewFrame.tsx';
import { useRoom } from './use-room.ts';
import type { Zoom } from './zoom.ts';
import classes from './documents.module.css';

/** Bytes; more is not read at a glance, and would make the window slow. */
const LARGEST = 1_000_000;

export function TextPreview({ document: { id, name, size } }: { readonly document: DocumentSummary }) {
  const room = useRoom();
  const [zoom, setZoom] = useState<Zoom>('fit');
  const [text, setText] = useState<string | null>(null);
  const [isBroken, setBroken] = useState(false);

  useEffect(() => {
    let isWanted = true;
    readBytes(id, 0, Math.min(size, LARGEST)).then(
      (bytes) => isWanted && setText(decodePreview(bytes)),
      (error: unknown) => {
        console.error('The text could not be read.', error);
        if (isWanted) setBroken(true);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [id, size]);

  if (isBroken) {
    return (
      <Notice tone="attention" title="No preview">
        This text could not be read. Save a copy to try it with another program.
      </Notice>
    );
  }
  const drawn = zoom === 'fit' ? 1 : zoom;
  return (
    <PreviewFrame {...room} name={name} zoom={zoom} onZoom={setZoom} drawn={drawn} fitLabel="Normal size">
      {size > LARGEST && (
        <Text size="sm" p="sm">
          Only the first {format.bytes(LARGEST)} of {format.bytes(size)} are shown. Save a copy to read all of
          it.
        </Text>
      )}
      {text === '' ? (
        <Text c="dimmed" p="md">
          This file is empty.
        </Text>
      ) : (
        <div className={classes.reading} style={{ fontSize: `${drawn * 0.875}rem` }}>
          {piecesOf(text ?? '').map((piece, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the pieces of one text never move
            <div key={index} dir="auto" className={classes.piece}>
              {piece}
            </div>
          ))}
        </div>
      )}
    </PreviewFrame>
  );
}
