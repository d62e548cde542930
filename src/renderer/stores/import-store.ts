/** The import that a person is preparing, step by step, and the imports that were made. */
import type {
  DuplicateChoice,
  Failure,
  ImportMapping,
  ImportPreview,
  ImportReading,
  ImportReport,
} from '@causebook/contracts';
import { create } from 'zustand';

export const importSteps = ['file', 'reading', 'columns', 'check', 'import'] as const;
export type ImportStep = (typeof importSteps)[number];

export interface ChosenSpreadsheet {
  readonly importKey: string;
  readonly fileName: string;
  readonly size: number;
}

/** What the wizard holds; going back and forth changes none of it. */
export interface ImportDraft {
  readonly step: ImportStep;
  readonly file: ChosenSpreadsheet | null;
  readonly reading: ImportReading;
  /** As the person has it now; `preview.mapping` is what the preview was made with. */
  readonly mapping: ImportMapping;
  readonly duplicates: DuplicateChoice;
  readonly preview: ImportPreview | null;
  /** Why the file cannot be read as it is asked. */
  readonly failure: Failure | null;
  readonly previewing: boolean;
  readonly running: boolean;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly report: ImportReport | null;
}

export interface ImportState extends ImportDraft {
  readonly imports: readonly ImportReport[];
  readonly importsLoaded: boolean;
  readonly importsFailure: Failure | null;
  /** The import that is being taken back. */
  readonly undoing: string | null;
}

export const asDetected: ImportReading = {
  sheet: null,
  encoding: 'auto',
  delimiter: 'auto',
  dateOrder: 'auto',
};

export const emptyDraft: ImportDraft = {
  step: 'file',
  file: null,
  reading: asDetected,
  mapping: {},
  duplicates: 'skip',
  preview: null,
  failure: null,
  previewing: false,
  running: false,
  progress: null,
  report: null,
};

export const useImport = create<ImportState>()(() => ({
  ...emptyDraft,
  imports: [],
  importsLoaded: false,
  importsFailure: null,
  undoing: null,
}));

/** Whether the person changed the columns since the preview was made. */
export const selectIsStale = ({ preview, mapping }: ImportDraft): boolean =>
  preview !== null && !sameMapping(preview.mapping, mapping);

export function sameMapping(one: ImportMapping, other: ImportMapping): boolean {
  const filled = (mapping: ImportMapping): string =>
    JSON.stringify(
      Object.entries(mapping)
        .filter(([, column]) => column !== undefined)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  return filled(one) === filled(other);
}

/** Lines that would become cases. */
export function linesToImport(
  { rows, refusedTotal, duplicatesTotal }: ImportPreview,
  choice: DuplicateChoice,
): number {
  return rows - refusedTotal - (choice === 'skip' ? duplicatesTotal : 0);
}

/** A step can be gone to when everything before it is there. */
export function canGoTo(step: ImportStep, { file, preview, failure, report, running }: ImportDraft): boolean {
  if (running || report !== null) return step === 'import';
  if (step === 'file') return true;
  if (step === 'reading') return file !== null;
  return preview !== null && failure === null && step !== 'import';
}
