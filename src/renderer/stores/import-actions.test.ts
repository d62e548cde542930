import type { ImportPreview, ImportReport } from '@causebook/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failureOf } from '../bridge.ts';
import { fillField, goToStep, pickSpreadsheet, readAs, runImport, startOver } from './import-actions.ts';
import { linesToImport, useImport } from './import-store.ts';

const preview: ImportPreview = {
  fileName: 'register.csv',
  format: 'csv',
  sheets: [],
  reading: { sheet: null, encoding: 'utf-8', delimiter: ',', dateOrder: 'day-first' },
  headerLine: 1,
  columns: [
    { name: 'Case No', examples: ['1'] },
    { name: 'Parties', examples: ['Rao v. Iyer'] },
  ],
  mapping: { number: 0 },
  isRemembered: false,
  rows: 10,
  examples: [],
  refusedTotal: 2,
  refused: [],
  warningsTotal: 0,
  warnings: [],
  duplicatesTotal: 3,
  duplicates: [],
  problem: null,
};
const report: ImportReport = {
  importId: 'i1',
  fileName: 'register.csv',
  importedAt: '2026-03-02T09:00:00.000Z',
  importedBy: '',
  rows: 10,
  cases: 5,
  hearings: 0,
  orders: 0,
  skippedDuplicates: 3,
  refused: [],
  warnings: [],
  refusedTotal: 2,
  warningsTotal: 0,
  undoneAt: null,
};

type Asked = readonly [
  channel: string,
  input: { mapping?: unknown; reading?: Record<string, unknown> } & object,
];
let asked: Asked[];
let previews: (input: Asked[1]) => unknown;
let runs: () => unknown;

beforeEach(() => {
  asked = [];
  previews = ({ mapping }) => ({
    success: true,
    message: '',
    preview: { ...preview, mapping: mapping ?? preview.mapping },
  });
  runs = () => ({ success: true, message: 'Imported.', report });
  vi.stubGlobal('window', {
    app: {
      invoke: async (channel: string, input: Asked[1]) => {
        asked.push([channel, input]);
        if (channel === 'import:pick')
          return { success: true, message: '', importKey: 'k1', fileName: 'register.csv', size: 9 };
        if (channel === 'import:preview') return previews(input);
        return channel === 'import:run' ? runs() : failureOf('INTERNAL');
      },
    },
  });
});
afterEach(() => {
  startOver();
  vi.unstubAllGlobals();
});

const state = () => useImport.getState();
const previewsAsked = () =>
  asked.filter(([channel]) => channel === 'import:preview').map(([, input]) => input);
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the wizard', () => {
  it('looks at a file as soon as it is chosen', async () => {
    await pickSpreadsheet();
    expect(state()).toMatchObject({ step: 'reading', mapping: { number: 0 }, previewing: false });
  });

  it('keeps everything while going back and forth, and looks again only where columns were changed', async () => {
    await pickSpreadsheet();
    goToStep('columns');
    fillField('title', 1);
    goToStep('file');
    goToStep('columns');
    expect(state().mapping).toEqual({ number: 0, title: 1 });
    expect(previewsAsked()).toHaveLength(1);
    goToStep('check');
    await settled();
    expect(previewsAsked().at(-1)?.mapping).toEqual({ number: 0, title: 1 });
    goToStep('columns');
    goToStep('check');
    expect(previewsAsked()).toHaveLength(2);
  });

  it('keeps the columns where only dates are read otherwise, and asks anew for another table', async () => {
    await pickSpreadsheet();
    fillField('title', 1);
    readAs({ dateOrder: 'month-first' });
    await settled();
    expect(previewsAsked().at(-1)?.mapping).toEqual({ number: 0, title: 1 });
    readAs({ delimiter: ';' });
    await settled();
    expect(previewsAsked().at(-1)).toMatchObject({ mapping: null, reading: { dateOrder: 'month-first' } });
  });

  it('keeps what was said about a file that has to be chosen again', async () => {
    await pickSpreadsheet();
    fillField('title', 1);
    await pickSpreadsheet();
    expect(state().mapping).toEqual({ number: 0, title: 1 });
  });

  it('goes no further while the file cannot be read, and on when it can', async () => {
    await pickSpreadsheet();
    previews = () => failureOf('INVALID_INPUT');
    readAs({ encoding: 'utf-8' });
    await settled();
    goToStep('columns');
    expect(state()).toMatchObject({ step: 'reading', failure: { code: 'INVALID_INPUT' } });
    previews = () => ({ success: true, message: '', preview });
    readAs({ encoding: 'auto' });
    await settled();
    goToStep('columns');
    expect(state()).toMatchObject({ step: 'columns', failure: null });
  });

  it('imports what the check showed, and then shows only the report', async () => {
    await pickSpreadsheet();
    goToStep('check');
    await runImport();
    expect(state()).toMatchObject({ step: 'import', running: false, report });
    goToStep('columns');
    expect(state().step).toBe('import');
  });

  it('comes back to the check when the import fails', async () => {
    await pickSpreadsheet();
    goToStep('check');
    runs = () => failureOf('CANCELLED');
    await runImport();
    expect(state()).toMatchObject({ step: 'check', running: false, report: null, mapping: { number: 0 } });
  });
});

it('counts the lines that would become cases', () => {
  expect(linesToImport(preview, 'skip')).toBe(5);
  expect(linesToImport(preview, 'import')).toBe(8);
});
