/** Follows which pages of a document are in sight while it is scrolled. */
import { useEffect, useRef, useState, type RefCallback } from 'react';

export interface PagesInSight {
  /** For the element that holds the pages, in the element that scrolls them. */
  readonly pagesRef: RefCallback<HTMLElement>;
  /** The first and the last page to draw, from 1: those in sight and one beyond on each side. */
  readonly inSight: readonly [first: number, last: number];
  /** The page that is being read. */
  readonly current: number;
  readonly goToPage: (number: number) => void;
}

interface Sight {
  readonly first: number;
  readonly last: number;
  readonly current: number;
}

/** Where a page is taken to be read: a third down from the top. */
const EYES = 1 / 3;

function sightOf(holder: HTMLElement, room: HTMLElement): Sight {
  const pages = [...holder.children] as HTMLElement[];
  const { scrollTop, clientHeight } = room;
  const endsBelow =
    (line: number) =>
    (page: HTMLElement): boolean =>
      page.offsetTop + page.offsetHeight > line;
  const top = pages.findIndex(endsBelow(scrollTop));
  const bottom = pages.findLastIndex((page) => page.offsetTop < scrollTop + clientHeight);
  const reading = pages.findIndex(endsBelow(scrollTop + clientHeight * EYES));
  return {
    first: Math.max(1, top),
    last: Math.min(pages.length, bottom + 2),
    current: (reading === -1 ? pages.length - 1 : reading) + 1,
  };
}

const same = (one: Sight, other: Sight): boolean =>
  one.first === other.first && one.last === other.last && one.current === other.current;

/** @param scale at which the pages are drawn; what was at the top stays there when it changes */
export function usePagesInSight(scale: number): PagesInSight {
  const [holder, setHolder] = useState<HTMLElement | null>(null);
  const [sight, setSight] = useState<Sight>({ first: 1, last: 2, current: 1 });
  const drawn = useRef(scale);

  useEffect(() => {
    const room = holder?.parentElement;
    if (!holder || !room) return undefined;
    const look = (): void => {
      const next = sightOf(holder, room);
      setSight((was) => (same(was, next) ? was : next));
    };
    // Pages grow when they are zoomed, and when their own size becomes known.
    const observer = new ResizeObserver(look);
    observer.observe(holder);
    observer.observe(room);
    room.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      room.removeEventListener('scroll', look);
    };
  }, [holder]);

  useEffect(() => {
    const room = holder?.parentElement;
    room?.scrollTo({ top: room.scrollTop * (scale / drawn.current) });
    drawn.current = scale;
  }, [holder, scale]);

  const goToPage = (number: number): void => {
    const page = holder?.children[number - 1];
    if (page instanceof HTMLElement) holder?.parentElement?.scrollTo({ top: page.offsetTop - 8 });
  };
  return {
    pagesRef: setHolder,
    inSight: [sight.first, sight.last],
    current: sight.current,
    goToPage,
  };
}
