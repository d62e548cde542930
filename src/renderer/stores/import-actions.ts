/** Leads through an import: choose, look, correct, import, take back. */
import type {
  ImportField,
  ImportMapping,
  ImportPreview,
  ImportReading,
  ImportReport,
  Result,
} from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { report, reportTrouble } from '../report.ts';
import {
  asDetected,
  canGoTo,
  emptyDraft,
  selectIsStale,
  useImport,
  type ChosenSpreadsheet,
  type ImportStep,
} from './import-store.ts';
import { newestOnly } from './newest-only.ts';

const columnNames = (preview: ImportPreview | null): string =>
  JSON.stringify(preview?.columns.map(({ name }) => name) ?? null);

const lookAt = newestOnly(
  async (mapping: ImportMapping | null) => {
    const { file, reading } = useImport.getState();
    if (file === null) return null;
    useImport.setState({ previewing: true, failure: null });
    return invoke('import:preview', { importKey: file.importKey, reading, mapping });
  },
  (result) => {
    if (result === null) return;
    if (!result.success) {
      // Asked to stop, the person looks at something else already.
      useImport.setState({ previewing: false, failure: result.code === 'CANCELLED' ? null : result });
      return;
    }
    const { preview } = result;
    useImport.setState({ preview, mapping: preview.mapping, previewing: false, failure: null });
  },
);

/** A file with the columns of the one before it keeps what the person said about them. */
async function take(file: ChosenSpreadsheet): Promise<void> {
  const { preview: earlier, mapping } = useImport.getState();
  const keeps = earlier !== null && earlier.fileName === file.fileName ? mapping : null;
  useImport.setState({ ...emptyDraft, file, reading: asDetected, step: 'reading' });
  await lookAt(null);
  const { preview } = useImport.getState();
  if (keeps !== null && columnNames(preview) === columnNames(earlier)) useImport.setState({ mapping: keeps });
}

const offered = async (work: Promise<Result<ChosenSpreadsheet>>): Promise<void> => {
  const answer = await reportTrouble(work, { id: 'import file', silentCancel: true });
  if (answer) await take({ importKey: answer.importKey, fileName: answer.fileName, size: answer.size });
};

/** Asks for a file in the native dialog. */
export const pickSpreadsheet = (): Promise<void> => offered(invoke('import:pick'));

/** Takes a file that was dropped on the screen; the preload script fills in where it lies. */
export const dropSpreadsheet = (file: File): Promise<void> =>
  offered(invoke('import:acceptDrop', { filePath: '' }, file));

/** Reads the file again as the person says. Another table has other columns, and they are guessed anew. */
export function readAs(change: Partial<ImportReading>): void {
  const { reading, mapping, preview } = useImport.getState();
  useImport.setState({ reading: { ...reading, ...change } });
  const isOtherTable = change.sheet !== undefined || change.delimiter !== undefined;
  void lookAt(isOtherTable || preview === null ? null : mapping);
}

export const lookAgain = (): void => {
  const { preview, mapping } = useImport.getState();
  void lookAt(preview === null ? null : mapping);
};

export function fillField(field: ImportField, column: number | null): void {
  const { [field]: _, ...others } = useImport.getState().mapping;
  useImport.setState({ mapping: column === null ? others : { ...others, [field]: column } });
}

export function goToStep(step: ImportStep): void {
  const state = useImport.getState();
  if (!canGoTo(step, state)) return;
  useImport.setState({ step });
  if (step === 'check' && selectIsStale(state)) void lookAt(state.mapping);
}

/** Imports what the check showed. */
export async function runImport(): Promise<void> {
  const { file, preview, duplicates, running } = useImport.getState();
  if (file === null || preview === null || running) return;
  const { sheet, dateOrder } = preview.reading;
  const reading: ImportReading = {
    ...useImport.getState().reading,
    sheet,
    dateOrder: dateOrder === 'unclear' ? 'auto' : dateOrder,
  };
  useImport.setState({ step: 'import', running: true, progress: null });
  const result = await report(
    invoke('import:run', { importKey: file.importKey, reading, mapping: preview.mapping, duplicates }),
    { id: 'import' },
  );
  useImport.setState(
    result.success
      ? { running: false, progress: null, report: result.report }
      : { running: false, progress: null, step: 'check' },
  );
}

export async function cancelImport(): Promise<void> {
  await reportTrouble(invoke('import:cancel'), { id: 'import' });
}

/** Ready for another file. */
export const startOver = (): void => useImport.setState({ ...emptyDraft });

export const refreshImports = newestOnly(
  () => invoke('import:list'),
  (result) =>
    useImport.setState(
      result.success
        ? { imports: result.imports, importsLoaded: true, importsFailure: null }
        : { importsLoaded: true, importsFailure: result },
    ),
);

/** Main asks first, in a native dialog. */
export async function undoImport({ importId }: ImportReport): Promise<void> {
  useImport.setState({ undoing: importId });
  const result = await report(invoke('import:undo', { importId }), {
    id: `undo ${importId}`,
    silentCancel: true,
  });
  const shown = useImport.getState().report;
  useImport.setState({
    undoing: null,
    ...(result.success && shown?.importId === importId
      ? { report: { ...shown, undoneAt: new Date().toISOString() } }
      : {}),
  });
  await refreshImports();
}
