/** Lies over the screen while files are dragged across it, and says what dropping them does. */
import type { ReactNode } from 'react';
import classes from './drop-veil.module.css';
import { useFileDrop } from './use-file-drop.ts';

interface Props {
  readonly icon: ReactNode;
  /** Takes what was dropped. */
  readonly onDrop: (files: readonly File[]) => void;
  readonly children: string;
}

export function DropVeil({ icon, onDrop, children }: Props) {
  const dragging = useFileDrop(onDrop);
  if (!dragging) return null;
  return (
    <div className={classes.veil}>
      <div className={classes.words}>
        {icon}
        <p>{children}</p>
      </div>
    </div>
  );
}
