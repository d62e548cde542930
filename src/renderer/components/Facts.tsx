/** Pairs of a word and its value. */
import type { ReactNode } from 'react';
import classes from './facts.module.css';

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
}

interface Props {
  readonly facts: readonly Fact[];
  /** `columns`: side by side in boxes; `rows`: one below the other; `stacked`: as rows, the word above its value. */
  readonly layout: 'columns' | 'rows' | 'stacked';
}

export function Facts({ facts, layout }: Props) {
  return (
    <dl className={classes[layout]}>
      {facts.map(({ label, value }) => (
        <div key={label} className={classes.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
