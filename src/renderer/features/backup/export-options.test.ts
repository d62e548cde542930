import { ExportOptions } from '@causebook/contracts';
import { expect, it } from 'vitest';
import { defaultExportOptions, objectionTo, shortcomingsOf } from './export-options.ts';

it('offers the defaults of the contract', () => {
  expect(defaultExportOptions).toEqual(ExportOptions.parse({}));
});

it('objects only to a backup of nothing', () => {
  expect(objectionTo(defaultExportOptions)).toBeNull();
  expect(objectionTo({ ...defaultExportOptions, includeFiles: false })).toBeNull();
  expect(
    objectionTo({ ...defaultExportOptions, includeFiles: false, includeDatabase: false }),
  ).not.toBeNull();
});

it('names what each missing part costs', () => {
  expect(shortcomingsOf(defaultExportOptions)).toEqual([]);
  expect(shortcomingsOf({ ...defaultExportOptions, includeFiles: false })).toHaveLength(1);
  expect(
    shortcomingsOf({ ...defaultExportOptions, includeFiles: false, includeMetadata: false }),
  ).toHaveLength(2);
});
