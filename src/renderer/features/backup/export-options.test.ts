import { BackupId, ExportOptions } from '@causebook/contracts';
import { expect, it } from 'vitest';
import { defaultExportOptions, forNextBackup, objectionTo, shortcomingsOf } from './export-options.ts';

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

it('objects to a part of what is new', () => {
  const base = BackupId.parse('0190a1b2-c3d4-7001-8abc-000000000001');
  expect(objectionTo({ ...defaultExportOptions, base })).toBeNull();
  for (const part of ['includeFiles', 'includeDatabase', 'includeMetadata'])
    expect(objectionTo({ ...defaultExportOptions, base, [part]: false })).toContain('all three parts');
});

it('names what each missing part costs', () => {
  expect(shortcomingsOf(defaultExportOptions)).toEqual([]);
  expect(shortcomingsOf({ ...defaultExportOptions, includeFiles: false })).toHaveLength(1);
  expect(
    shortcomingsOf({ ...defaultExportOptions, includeFiles: false, includeMetadata: false }),
  ).toHaveLength(2);
});

it('forgets what belonged to the backup that was made, and keeps what was chosen meanwhile', () => {
  const base = BackupId.parse('0190a1b2-c3d4-7001-8abc-000000000001');
  const made = { ...defaultExportOptions, compressionLevel: 9, name: 'Before the move', protect: true, base };
  const kept = { ...defaultExportOptions, compressionLevel: 9 };
  expect(forNextBackup(made, made)).toEqual(kept);
  expect(forNextBackup({ ...made, name: 'After the move' }, made)).toEqual({
    ...kept,
    name: 'After the move',
  });
  const other = BackupId.parse('0190a1b2-c3d4-7001-8abc-000000000002');
  expect(forNextBackup({ ...made, base: other }, made)).toEqual({ ...kept, base: other });
});
