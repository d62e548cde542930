/** A text with the words of the search marked where they begin a word of it. */
import { findWords } from '@causebook/contracts';
import type { ReactNode } from 'react';
import classes from './search.module.css';

interface Props {
  readonly text: string;
  readonly words: readonly string[];
}

export function Highlighted({ text, words }: Props) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of findWords(text, words)) {
    parts.push(
      text.slice(at, from),
      <mark key={from} className={classes.word}>
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}
