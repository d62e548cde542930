/** A short word about a state; the colour only repeats what the word says. */
import type { ReactNode } from 'react';
import classes from './tag.module.css';

export type TagTone = 'safe' | 'attention' | 'danger' | 'neutral' | 'accent';

interface Props {
  readonly tone: TagTone;
  readonly title?: string;
  readonly children: ReactNode;
}

export function Tag({ tone, title, children }: Props) {
  return (
    <span className={classes.tag} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
