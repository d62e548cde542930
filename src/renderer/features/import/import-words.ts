/** The words in which the import speaks of fields, files and outcomes. */
import type { ImportField, ImportReport, LineNote } from '@causebook/contracts';
import { format } from '../../format.ts';
import type { ImportStep } from '../../stores/import-store.ts';

export const stepWords: Readonly<Record<ImportStep, string>> = {
  file: 'Choose a file',
  reading: 'How it is read',
  columns: 'Columns',
  check: 'Check',
  import: 'Import',
};

export const fieldWords: Readonly<Record<ImportField, string>> = {
  number: 'Case number',
  title: 'Title of the case',
  kind: 'Kind of matter',
  court: 'Court',
  judge: 'Judge or bench',
  stage: 'Stage',
  status: 'Status',
  clientName: 'Client',
  clientContact: 'Contact of the client',
  opponent: 'Opponent',
  reference: 'File number or reference',
  otherNumbers: 'Other numbers (CNR, FIR …)',
  notes: 'Notes',
  filedOn: 'Filed on',
  nextHearingDay: 'Next hearing, day',
  nextHearingTime: 'Next hearing, time',
  nextHearingPurpose: 'Next hearing, purpose',
  lastHearingDay: 'Last hearing, day',
  lastHearingOutcome: 'Last hearing, outcome',
  disposedOn: 'Disposed of on',
};

/** What a field does beyond what its name says. */
export const fieldHints: Readonly<Partial<Record<ImportField, string>>> = {
  title: 'Where it is empty: “Client v. Opponent”, or the number.',
  status: 'Words such as pending or disposed are understood.',
  nextHearingDay: 'Becomes a hearing in the calendar.',
  lastHearingDay: 'Becomes a hearing that was held.',
  disposedOn: 'Closes the case and becomes its final order.',
};

export const fieldGroups: readonly { readonly title: string; readonly fields: readonly ImportField[] }[] = [
  { title: 'The case', fields: ['number', 'title', 'kind', 'court', 'judge', 'stage', 'status', 'filedOn'] },
  { title: 'Client and opponent', fields: ['clientName', 'clientContact', 'opponent'] },
  {
    title: 'Hearings and order',
    fields: [
      'nextHearingDay',
      'nextHearingTime',
      'nextHearingPurpose',
      'lastHearingDay',
      'lastHearingOutcome',
      'disposedOn',
    ],
  },
  { title: 'More', fields: ['reference', 'otherNumbers', 'notes'] },
];

const dayFields: readonly ImportField[] = ['filedOn', 'nextHearingDay', 'lastHearingDay', 'disposedOn'];

/** A value as it would be kept, for reading. */
export function valueInWords(field: ImportField, value: string): string {
  if (dayFields.includes(field) && /^\d{4}-\d{2}-\d{2}$/.test(value)) return format.calendarDay(value);
  if (field === 'nextHearingTime' && /^\d{2}:\d{2}$/.test(value)) return format.timeOfDay(value);
  return value;
}

const encodingWords: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows',
};
export const encodingInWords = (encoding: string): string => encodingWords[encoding] ?? encoding;

const delimiterWords: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab' };
export const delimiterInWords = (delimiter: string): string => delimiterWords[delimiter] ?? delimiter;

export const dateOrderWords = {
  'day-first': 'day first',
  'month-first': 'month first',
  unclear: 'cannot be told',
} as const;

/** The same with an example. */
export const dateOrderExamples = {
  'day-first': 'Day first: 3/4/2024 is 3 April',
  'month-first': 'Month first: 3/4/2024 is 4 March',
} as const;

export const reportInWords = ({ cases, hearings, orders }: ImportReport): string =>
  format.list([
    format.count(cases, 'case', 'cases'),
    ...(hearings > 0 ? [format.count(hearings, 'hearing', 'hearings')] : []),
    ...(orders > 0 ? [format.count(orders, 'order', 'orders')] : []),
  ]);

const noteAsText = ({ line, column, value, reason }: LineNote): string =>
  `Line ${line}${column === null ? '' : `, ${column}`}: ${value === '' ? '' : `“${value}” – `}${reason}`;

/** The whole report, to be kept outside the app. */
export function reportAsText(report: ImportReport): string {
  const { fileName, importedAt, rows, skippedDuplicates, refused, refusedTotal, warnings, warningsTotal } =
    report;
  const notes = (title: string, total: number, list: readonly LineNote[]): string[] =>
    total === 0
      ? []
      : [
          '',
          `${title}: ${total}`,
          ...list.map(noteAsText),
          ...(total > list.length ? [`… and ${total - list.length} more`] : []),
        ];
  return [
    `Import of ${fileName} on ${format.dateTime(importedAt)}`,
    `Lines read: ${rows}`,
    `Imported: ${reportInWords(report)}`,
    `Left out because the case number was known: ${skippedDuplicates}`,
    ...notes('Lines that could not be imported', refusedTotal, refused),
    ...notes('Imported with a remark', warningsTotal, warnings),
  ].join('\n');
}
