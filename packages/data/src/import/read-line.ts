/** Turns one line of an office's own register into a case with its hearings and its final order, or says why it cannot. */
import type { CaseStatus, ImportField, LineNote } from '@causebook/contracts';
import { createLine, LONGEST_LINE, onOneLine, quoted, type Line, type LineContext } from './line-reader.ts';
import type { ReadCase } from './read-case.ts';
import type { TableRow } from './read-table.ts';

/** What a line gives: the fields as they will be kept, for a person to look at, and the case they make. */
export type LineReading =
  | {
      readonly kind: 'case';
      readonly fields: Readonly<Partial<Record<ImportField, string>>>;
      readonly read: ReadCase;
      readonly warnings: readonly LineNote[];
    }
  | {
      readonly kind: 'refused';
      readonly fields: Readonly<Partial<Record<ImportField, string>>>;
      /** One note for the line, whatever is wrong with it. */
      readonly problem: LineNote;
    };

const LONGEST_TEXT = 20_000;

/** Stands where a register says that a hearing was, and not what came of it. */
export const OUTCOME_UNKNOWN = 'Not recorded in the imported file';

const statusWords: readonly (readonly [CaseStatus, RegExp])[] = [
  ['archived', /^(?:archived?|dormant)$/],
  [
    'closed',
    /^(?:closed|disposed|disposed off?|decided|finished|completed|dismissed|decreed|allowed|settled|withdrawn|concluded|over|inactive|abgeschlossen|erledigt|cerrado|terminado|clos|termine)$/,
  ],
  [
    'open',
    /^(?:open|pending|active|running|live|ongoing|in progress|new|filed|offen|laufend|anhangig|abierto|activo|en cours)$/,
  ],
];

function statusOf(text: string): CaseStatus | null {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
  return statusWords.find(([, words]) => words.test(plain))?.[0] ?? null;
}

/** A status that is none of ours is a stage in the words of the office. */
function readStatus(
  line: Line,
  isDisposed: boolean,
): { readonly status: CaseStatus; readonly stage: string } {
  const stage = line.text('stage');
  const written = line.text('status');
  if (written === '') return { status: isDisposed ? 'closed' : 'open', stage };
  const status = statusOf(written);
  if (status !== null) {
    line.fields.status = status;
    return { status, stage };
  }
  line.fields.status = isDisposed ? 'closed' : 'open';
  if (stage !== '' && stage !== written) line.keep('status');
  const where = stage === '' ? 'it became the stage of the case' : 'it was put into the notes';
  line.warnings.push(
    line.note(
      'status',
      `This says neither open nor closed; ${where}, which was taken as ${line.fields.status}.`,
    ),
  );
  return { status: line.fields.status as CaseStatus, stage: stage === '' ? written : stage };
}

interface HearingFacts {
  readonly court: string;
  readonly status: CaseStatus;
  readonly today: string;
}

function readHearings(line: Line, { court, status, today }: HearingFacts): ReadCase['hearings'] {
  const [last, next] = [line.day('lastHearingDay'), line.day('nextHearingDay')];
  const [outcome, purpose] = [line.text('lastHearingOutcome'), line.text('nextHearingPurpose')];
  const time = line.time('nextHearingTime');
  const isSame = last !== null && last.day === next?.day;
  const blank = { court, room: '', notes: '' };
  const hearings: ReadCase['hearings'][number][] = [];
  if (last !== null && !isSame) {
    // What lies ahead was not heard yet, whatever the column is called.
    const came = outcome || (last.day < today ? OUTCOME_UNKNOWN : '');
    hearings.push({ ...blank, day: last.day, time: last.time, purpose: '', outcome: came });
  } else if (last === null && outcome !== '') {
    line.keep('lastHearingOutcome');
  }
  if (next !== null) {
    const isOver = status !== 'open' && next.day < today;
    const came = isSame && next.day < today ? outcome : '';
    hearings.push({
      ...blank,
      day: next.day,
      time: time ?? next.time,
      purpose,
      outcome: came || (isOver ? OUTCOME_UNKNOWN : ''),
    });
    if (isSame && came === '' && outcome !== '') line.keep('lastHearingOutcome');
  } else {
    if (purpose !== '') line.keep('nextHearingPurpose');
    if (time !== null) line.keep('nextHearingTime');
  }
  return hearings;
}

function titleOf(
  line: Line,
  parties: { readonly number: string; readonly client: string; readonly opponent: string },
): string {
  const { number, client, opponent } = parties;
  const written = line.text('title');
  if (written !== '') return written;
  const made = client !== '' && opponent !== '' ? `${client} v. ${opponent}` : number || client || opponent;
  const title = made.length > LONGEST_LINE ? `${made.slice(0, LONGEST_LINE - 1)}…` : made;
  if (title !== '') line.fields.title = quoted(title);
  return title;
}

function notesOf(line: Line): string {
  const own = line.cell('notes');
  if (own !== '') line.fields.notes = quoted(onOneLine(own));
  const notes = [own, ...line.kept].filter(Boolean).join('\n');
  if (notes.length > LONGEST_TEXT)
    line.problems.push(
      line.note('notes', `The texts of this line are longer than ${LONGEST_TEXT} characters together.`),
    );
  return notes;
}

/** The first that is wrong with a line, and what else is. */
function together([first, ...others]: readonly LineNote[]): LineNote {
  if (others.length === 0) return first!;
  const also = others.map(({ column, value }) => `"${value}" in "${column}"`).join(', ');
  return { ...first!, reason: `${first!.reason} Also wrong in this line: ${also}.` };
}

/** The case as far as the line can be read; what is wrong with it stands in the line's problems. */
function readFields(line: Line, today: string): ReadCase {
  const { text, day } = line;
  const [number, clientName, opponent, court] = [
    text('number'),
    text('clientName'),
    text('opponent'),
    text('court'),
  ];
  const title = titleOf(line, { number, client: clientName, opponent });
  const disposed = day('disposedOn');
  const filed = day('filedOn');
  const { status, stage } = readStatus(line, disposed !== null);
  const hearings = readHearings(line, { court, status, today });
  const others = {
    kind: text('kind'),
    judge: text('judge'),
    clientContact: text('clientContact'),
    reference: text('reference'),
    otherNumbers: text('otherNumbers'),
    filedOn: filed?.day ?? null,
  };
  // The last, because whatever found no place is in it.
  const notes = notesOf(line);
  return {
    case: { number, title, court, stage, status, clientName, opponent, ...others, notes, importId: null },
    hearings,
    orders: disposed === null ? [] : [{ orderedOn: disposed.day, title: 'Final order', summary: '' }],
    warnings: [],
  };
}

/** A line is taken whole or not at all: a date that cannot be read refuses it. */
export function readLine(row: TableRow, context: LineContext): LineReading {
  const line = createLine(row, context);
  const read = readFields(line, context.today);
  const { number, title } = read.case;
  const { fields, problems, warnings } = line;
  const about = (value: string, reason: string): LineNote => ({
    line: row.line,
    column: null,
    value: quoted(value),
    reason,
  });
  if (title === '')
    problems.push(about(row.cells.find(Boolean) ?? '', 'The line has neither a title nor a case number.'));
  if (problems.length > 0) return { kind: 'refused', fields, problem: together(problems) };
  if (number === '' && context.mapping.number !== undefined)
    warnings.push(about(title, 'The case has no number; it is taken without one.'));
  return { kind: 'case', fields, warnings, read };
}
