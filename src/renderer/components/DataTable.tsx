/** A table that turns into a list of cards where the screen is narrow or zoomed; explicit roles keep it a table there. */
import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './data-table.module.css';

export interface Column {
  readonly label: string;
  readonly align?: 'end';
  /** Shown to assistive technology only. */
  readonly hidden?: boolean;
  /** A share of the width, e.g. `30%`. */
  readonly width?: string;
}

interface TableProps {
  /** Accessible name. */
  readonly label: string;
  readonly columns: readonly Column[];
  readonly children: ReactNode;
}

export function DataTable({ label, columns, children }: TableProps) {
  return (
    <div className={classes.frame}>
      <table className={classes.table} role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.label}
                role="columnheader"
                scope="col"
                data-align={column.align}
                {...(column.width ? { style: { width: column.width } } : {})}
              >
                {column.hidden ? <VisuallyHidden>{column.label}</VisuallyHidden> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">{children}</tbody>
      </table>
    </div>
  );
}

export function Row({ children }: { readonly children: ReactNode }) {
  return <tr role="row">{children}</tr>;
}

interface CellProps {
  /** The heading of its column, repeated beside the value where the table is a list; none for the main cell. */
  readonly label?: string;
  readonly align?: 'end';
  readonly header?: boolean;
  readonly children: ReactNode;
}

export function Cell({ label, align, header, children }: CellProps) {
  if (header) {
    return (
      <th role="rowheader" scope="row" data-align={align}>
        {children}
      </th>
    );
  }
  return (
    <td role="cell" data-label={label} data-align={align}>
      {children}
    </td>
  );
}
