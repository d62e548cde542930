/** The room that an element gives to what it holds. */
import { useMergedRef, useElementSize } from '@mantine/hooks';
import { useRef, type Ref, type RefObject } from 'react';

export interface Room {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly scrollerRef: Ref<HTMLElement>;
  /** CSS pixels, 0 until it is known. */
  readonly width: number;
  readonly height: number;
}

export function useRoom(): Room {
  const scroller = useRef<HTMLElement>(null);
  const { ref, width, height } = useElementSize<HTMLElement>();
  return { scroller, scrollerRef: useMergedRef(scroller, ref), width, height };
}
