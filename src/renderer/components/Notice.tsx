/** A coloured box for what must not be overlooked; it stays on the page, unlike a toast. */
import type { ReactNode } from 'react';
import { InfoIcon, WarningIcon } from '../icons.tsx';
import classes from './notice.module.css';

interface Props {
  readonly tone: 'danger' | 'attention' | 'info' | 'safe';
  readonly title?: string;
  readonly children?: ReactNode;
}

export function Notice({ tone, title, children }: Props) {
  const Icon = tone === 'danger' || tone === 'attention' ? WarningIcon : InfoIcon;
  return (
    <div className={classes.notice} data-tone={tone} role="note">
      <span className={classes.icon}>
        <Icon size={20} />
      </span>
      <div className={classes.body}>
        {title && <p className={classes.title}>{title}</p>}
        {children}
      </div>
    </div>
  );
}
