/** One row of the case list, in its place; drawn again only when its case or its place changes. */
import type { CaseSummary } from '@causebook/contracts';
import { memo } from 'react';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { selectRow } from '../../stores/cases-actions.ts';
import { caseAt, useCases } from '../../stores/cases-store.ts';
import { useClock } from '../../stores/clock-store.ts';
import { openCase } from '../../stores/navigation-store.ts';
import { caseStatusWords } from '../../words.ts';
import classes from './cases.module.css';

export const rowId = (row: number): string => `case-row-${row}`;

interface Props {
  /** From 0. */
  readonly row: number;
  readonly top: number;
  readonly height: number;
}

export const CaseRow = memo(function CaseRow({ row, top, height }: Props) {
  const entry = useCases((state) => caseAt(state, row));
  const isSelected = useCases((state) => state.selected === row);
  return (
    <div
      role="row"
      id={rowId(row)}
      aria-rowindex={row + 2}
      aria-selected={isSelected}
      className={`${classes.columns} ${classes.row}`}
      style={{ height, transform: `translateY(${top}px)` }}
      onClick={() => {
        selectRow(row);
        if (entry) openCase(entry.id);
      }}
    >
      {entry ? <Cells entry={entry} /> : <Late />}
    </div>
  );
});

function Cells({ entry }: { readonly entry: CaseSummary }) {
  const now = useClock((state) => state.now);
  return (
    <>
      <div role="rowheader" className={classes.cell}>
        <Line words={entry.number} strong />
        <Line words={entry.kind} quiet />
      </div>
      <div role="gridcell" className={classes.cell}>
        <span className={classes.titleLine}>
          <Line words={entry.title} strong />
          {entry.status !== 'open' && <Tag tone="neutral">{caseStatusWords[entry.status]}</Tag>}
        </span>
        <Line words={entry.clientName} quiet />
      </div>
      <div role="gridcell" className={classes.cell} data-label="Court">
        <span className={classes.twoLines} title={entry.court}>
          {entry.court}
        </span>
        <span className={classes.stageHere}>
          <Line words={entry.stage} quiet />
        </span>
      </div>
      <div role="gridcell" className={`${classes.cell} ${classes.stage}`} data-label="Stage">
        <Line words={entry.stage} />
        <Line words={entry.lawyerName ?? ''} quiet />
      </div>
      <div role="gridcell" className={classes.cell} data-label="Next hearing">
        {entry.nextHearingOn === null ? (
          <Line words="None fixed" quiet />
        ) : (
          <Line words={format.nearDay(entry.nextHearingOn, now)} strong />
        )}
      </div>
    </>
  );
}

interface LineProps {
  readonly words: string;
  readonly strong?: boolean;
  readonly quiet?: boolean;
}

/** One line; what does not fit is in the title. */
function Line({ words, strong, quiet }: LineProps) {
  return (
    <span
      className={classes.line}
      title={words === '' ? undefined : words}
      data-strong={strong || undefined}
      data-quiet={quiet || undefined}
    >
      {words}
    </span>
  );
}

/** Stands in a row whose case is not there yet; it shows itself only after a moment. */
function Late() {
  return (
    <div role="gridcell" aria-colspan={5} className={classes.late}>
      Reading…
    </div>
  );
}
