/** What was changed in a case, in words, for the audit log. */
import type { AuditEntry, CaseDetails, CaseStatus, Party, PartySide } from '@causebook/contracts';
import { dayInWords } from '../days.ts';

type Changes = AuditEntry['changes'];

/** Longer texts are shortened; the log says that something was changed, it is no second copy of the case. */
const LONGEST = 200;

const shortened = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;

const statusWords: Readonly<Record<CaseStatus, string>> = {
  open: 'Open',
  closed: 'Closed',
  archived: 'Archived',
};

const sideWords: Readonly<Record<PartySide, string>> = {
  client: "on our client's side",
  opponent: "on the opponent's side",
  other: 'on no side',
};

const partyInWords = ({ name, side, role, counsel, contact }: Party): string =>
  [
    name,
    role,
    sideWords[side],
    counsel === '' ? '' : `counsel ${counsel}`,
    contact === '' ? '' : `contact ${contact}`,
  ]
    .filter((part) => part !== '')
    .join(', ');

const fields: readonly (readonly [string, (entry: CaseDetails) => string])[] = [
  ['Number', ({ number }) => number],
  ['Title', ({ title }) => title],
  ['Kind of matter', ({ kind }) => kind],
  ['Court', ({ court }) => court],
  ['Judge', ({ judge }) => judge],
  ['Stage', ({ stage }) => stage],
  ['Status', ({ status }) => statusWords[status]],
  ['Client', ({ clientName }) => clientName],
  ['Contact of the client', ({ clientContact }) => clientContact],
  ['Opponent', ({ opponent }) => opponent],
  ['Reference', ({ reference }) => reference],
  ['Other numbers', ({ otherNumbers }) => otherNumbers],
  ['Lawyer', ({ lawyerName, lawyerId }) => lawyerName ?? lawyerId ?? ''],
  ['Filed on', ({ filedOn }) => (filedOn === null ? '' : dayInWords(filedOn))],
  ['Parties', ({ parties }) => parties.map(partyInWords).join('; ')],
  ['Notes', ({ notes }) => notes],
];

/** Every field that differs, as it was and as it is. */
export const caseChanges = (before: CaseDetails, after: CaseDetails): Changes =>
  fields
    .map(([field, of]) => ({ field, before: of(before), after: of(after) }))
    .filter((change) => change.before !== change.after)
    .map((change) => ({
      field: change.field,
      before: shortened(change.before),
      after: shortened(change.after),
    }));
