/** An image, fitted to the room that there is or as large as the person likes. */
import type { DocumentSummary } from '@causebook/contracts';
import { useState } from 'react';
import { Notice } from '../../components/Notice.tsx';
import { documentAddress } from './document-address.ts';
import { PreviewFrame } from './PreviewFrame.tsx';
import { useRoom } from './use-room.ts';
import type { Zoom } from './zoom.ts';
import classes from './documents.module.css';

/** Around the image. */
const PADDING = 24;

export function ImagePreview({ document: { id, name } }: { readonly document: DocumentSummary }) {
  const room = useRoom();
  const [zoom, setZoom] = useState<Zoom>('fit');
  const [size, setSize] = useState<{ readonly width: number; readonly height: number } | null>(null);
  const [isBroken, setBroken] = useState(false);
  if (isBroken) {
    return (
      <Notice tone="attention" title="No preview">
        This image is damaged or incomplete and cannot be shown here. Save a copy to try it with another
        program.
      </Notice>
    );
  }
  // Never larger than it is: a small scan blown up says nothing more.
  const fit = size
    ? Math.min((room.width - PADDING) / size.width, (room.height - PADDING) / size.height, 1)
    : 1;
  const drawn = zoom === 'fit' ? Math.max(fit, 0.02) : zoom;
  return (
    <PreviewFrame {...room} name={name} zoom={zoom} onZoom={setZoom} drawn={drawn} fitLabel="Fit">
      <div className={classes.pictureGround}>
        <img
          className={classes.picture}
          src={documentAddress(id)}
          alt={name}
          draggable={false}
          data-loaded={size !== null}
          {...(size
            ? { width: Math.round(size.width * drawn), height: Math.round(size.height * drawn) }
            : {})}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setSize({ width: Math.max(naturalWidth, 1), height: Math.max(naturalHeight, 1) })
          }
          onError={() => setBroken(true)}
        />
      </div>
    </PreviewFrame>
  );
}
