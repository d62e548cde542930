/** Turns the pages of a PDF. */
import { ActionIcon, NumberInput, Text, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { format } from '../../format.ts';
import { ChevronIcon } from '../../icons.tsx';
import classes from './documents.module.css';

interface Props {
  readonly current: number;
  readonly total: number;
  readonly onGo: (number: number) => void;
}

export function PdfPageButtons({ current, total, onGo }: Props) {
  /** Null while nothing is being typed. */
  const [typed, setTyped] = useState<number | string | null>(null);
  const go = (number: number): void => onGo(Math.min(Math.max(Math.round(number), 1), total));
  const goToTyped = (): void => {
    const number = Number(typed ?? '');
    if (typed !== null && typed !== '' && Number.isFinite(number)) go(number);
    setTyped(null);
  };
  return (
    <>
      <Tooltip label="Page before">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Page before"
          aria-disabled={current <= 1}
          className={classes.turned}
          data-way="up"
          onClick={() => go(current - 1)}
        >
          <ChevronIcon />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Next page">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Next page"
          aria-disabled={current >= total}
          onClick={() => go(current + 1)}
        >
          <ChevronIcon />
        </ActionIcon>
      </Tooltip>
      <NumberInput
        size="xs"
        aria-label="Page"
        hideControls
        allowDecimal={false}
        allowNegative={false}
        min={1}
        max={total}
        clampBehavior="none"
        value={typed ?? current}
        className={classes.pageNumber}
        onChange={setTyped}
        onBlur={goToTyped}
        onKeyDown={(event) => {
          if (event.key === 'Enter') goToTyped();
        }}
      />
      <Text size="sm">of {format.integer(total)}</Text>
    </>
  );
}
