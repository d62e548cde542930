/** The rows of the case list: only those in sight are drawn, the keyboard moves among all of them. */
import type { CaseOrder } from '@causebook/contracts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { ChevronIcon } from '../../icons.tsx';
import { lookAt, orderBy, searchCases, selectRow } from '../../stores/cases-actions.ts';
import { caseAt, useCases } from '../../stores/cases-store.ts';
import { openCase } from '../../stores/navigation-store.ts';
import { CaseRow, rowId } from './CaseRow.tsx';
import classes from './cases.module.css';

interface Column {
  readonly label: string;
  readonly by: CaseOrder['by'];
}

const columns: readonly Column[] = [
  { label: 'Number', by: 'number' },
  { label: 'Title', by: 'title' },
  { label: 'Court', by: 'court' },
  { label: 'Stage', by: 'stage' },
  { label: 'Next hearing', by: 'nextHearing' },
];

/** Heights in the size of the page's text; the style sheet draws to them. */
const HEIGHTS = { table: 3.5, cards: 8, head: 2.25 } as const;
/** Below this width a row is a card; as in the style sheet. */
const CARDS_BELOW = 30;
const OVERSCAN = 12;

const rem = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

function ColumnHead({ label, by, isNarrow }: Column & { readonly isNarrow: boolean }) {
  const order = useCases((state) => state.order);
  const direction = order.by !== by ? 'none' : order.descending ? 'descending' : 'ascending';
  return (
    <div role="columnheader" aria-sort={direction} className={classes.columnHead} data-by={by}>
      {/* Cards have no heading in sight; there the choice above the list orders them. */}
      <button type="button" tabIndex={isNarrow ? -1 : 0} onClick={() => orderBy(by)}>
        {label}
        <span className={classes.direction} data-direction={direction}>
          <ChevronIcon size={14} />
        </span>
      </button>
    </div>
  );
}

/** Whether the list is so narrow that its rows are cards. */
function useIsNarrow(element: HTMLElement | null): boolean {
  const [isNarrow, setIsNarrow] = useState(false);
  useEffect(() => {
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setIsNarrow(entry.contentRect.width < CARDS_BELOW * rem());
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return isNarrow;
}

function useRows(scroller: HTMLElement | null) {
  const total = useCases((state) => state.total);
  const question = useCases((state) => state.question);
  const selected = useCases((state) => state.selected);
  const isNarrow = useIsNarrow(scroller);
  const head = isNarrow ? 0 : HEIGHTS.head * rem();
  // oxlint-disable-next-line react/incompatible-library -- No compiler memoizes components here.
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller,
    estimateSize: () => (isNarrow ? HEIGHTS.cards : HEIGHTS.table) * rem(),
    overscan: OVERSCAN,
    scrollMargin: head,
    scrollPaddingStart: head,
  });
  const drawn = rows.getVirtualItems();
  const [first, last] = [drawn[0]?.index ?? 0, drawn.at(-1)?.index ?? 0];
  useEffect(() => rows.measure(), [rows, isNarrow]);
  useEffect(() => lookAt(first, last), [first, last]);
  // Another question begins at its top; the same one, when its screen is shown again, where it was left.
  const answered = useRef(question);
  useEffect(() => {
    if (answered.current === question) return;
    answered.current = question;
    rows.scrollToOffset(0);
  }, [rows, question]);
  useEffect(() => {
    if (selected !== null && scroller !== null) rows.scrollToIndex(selected, { align: 'auto' });
  }, [rows, selected, scroller]);
  return { rows, drawn, head, isNarrow };
}

export function CaseGrid() {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const total = useCases((state) => state.total);
  const selected = useCases((state) => state.selected);
  const { rows, drawn, head, isNarrow } = useRows(scroller);
  const perPage = Math.max(
    1,
    Math.floor(((scroller?.clientHeight ?? 0) - head) / (rows.options.estimateSize(0) || 1)) - 1,
  );
  // Whoever comes back from a case goes on with the keyboard where they were.
  const isReturning = useRef(selected !== null);
  useEffect(() => {
    if (scroller === null || !isReturning.current) return;
    isReturning.current = false;
    scroller.focus({ preventScroll: true });
  }, [scroller]);
  const isDrawn = drawn.some(({ index }) => index === selected);
  return (
    <div
      ref={setScroller}
      role="grid"
      aria-label="Cases"
      aria-rowcount={total + 1}
      {...(selected !== null && isDrawn ? { 'aria-activedescendant': rowId(selected) } : {})}
      tabIndex={0}
      className={classes.grid}
      data-cards={isNarrow || undefined}
      onKeyDown={(event) => moveByKey(event, perPage)}
      onFocus={(event) => {
        if (event.target === event.currentTarget && selected === null)
          selectRow(Math.max(0, firstInSight(rows, head)));
      }}
    >
      <div role="rowgroup" className={classes.head}>
        <div role="row" aria-rowindex={1} className={classes.columns}>
          {columns.map((column) => (
            <ColumnHead key={column.by} {...column} isNarrow={isNarrow} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className={classes.rows} style={{ height: rows.getTotalSize() }}>
        {drawn.map(({ index, start, size }) => (
          <CaseRow key={index} row={index} top={start - head} height={size} />
        ))}
      </div>
    </div>
  );
}

const firstInSight = (rows: ReturnType<typeof useRows>['rows'], head: number): number =>
  rows.getVirtualItemForOffset((rows.scrollOffset ?? 0) + head)?.index ?? 0;

function moveByKey(event: KeyboardEvent, perPage: number): void {
  // The buttons of the heading have keys of their own.
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  const state = useCases.getState();
  const at = state.selected ?? -1;
  switch (event.key) {
    case 'ArrowDown':
      selectRow(at + 1);
      break;
    case 'ArrowUp':
      selectRow(at - 1);
      break;
    case 'PageDown':
      selectRow(at + perPage);
      break;
    case 'PageUp':
      selectRow(at - perPage);
      break;
    case 'Home':
      selectRow(0);
      break;
    case 'End':
      selectRow(state.total - 1);
      break;
    case 'Enter': {
      const found = caseAt(state, at);
      if (found) openCase(found.id);
      break;
    }
    case 'Escape':
      if (state.filter.search === '') return;
      searchCases('');
      break;
    default:
      return;
  }
  event.preventDefault();
}
