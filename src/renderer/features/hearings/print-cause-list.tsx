/** Puts the cause list of a day on paper or into a PDF: lays it into the page, lets main print it, takes it away again. */
import type { HearingDay, Output, Result } from '@causebook/contracts';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { invoke } from '../../bridge.ts';
import { report } from '../../report.ts';
import { useApp } from '../../stores/app-store.ts';
import { CauseListPaper } from './CauseListPaper.tsx';
import classes from './paper.module.css';

/** As many as a window is given of one day. */
const ALL = 500;

export interface PrintRequest {
  readonly day: string;
  readonly to: 'printer' | 'pdf';
  /** Only the hearings of this lawyer. */
  readonly lawyer: { readonly id: string; readonly name: string } | null;
}

let isPrinting = false;

/** Reads the day anew, so that the paper is true. One toast; none when the person closes the dialog. */
export async function printCauseList(request: PrintRequest): Promise<void> {
  // Two lists in the page would be printed as one.
  if (isPrinting) return;
  isPrinting = true;
  try {
    await report(print(request), { id: 'cause-list', silentCancel: true });
  } finally {
    isPrinting = false;
  }
}

async function print({ day, to, lawyer }: PrintRequest): Promise<Result<Output<'hearings:printCauseList'>>> {
  const request = { from: day, to: day, perDay: ALL, lawyerId: lawyer?.id ?? null };
  const read = await invoke('hearings:calendar', request);
  if (!read.success) return read;
  const takeAway = layOut(read.days[0]!, lawyer?.name ?? null);
  try {
    return await invoke('hearings:printCauseList', { day, to });
  } finally {
    takeAway();
  }
}

/** @returns what takes the paper away again */
function layOut(day: HearingDay, lawyerName: string | null): () => void {
  const paper = document.createElement('div');
  paper.className = classes.paper!;
  document.body.append(paper);
  const root = createRoot(paper);
  const practiceName = useApp.getState().info?.practiceName ?? '';
  flushSync(() =>
    root.render(<CauseListPaper day={day} practiceName={practiceName} lawyerName={lawyerName} />),
  );
  // Printers and PDFs take their title from the page.
  const { title } = document;
  document.title = `Cause list ${day.day}`;
  return () => {
    root.unmount();
    paper.remove();
    document.title = title;
  };
}
