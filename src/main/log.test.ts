import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@causebook/contracts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { describe, openLog } from './log.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'causebook-log-'))));
afterEach(() => rmSync(folder, { recursive: true }));
const now = (): Date => new Date('2026-05-04T10:00:00Z');

test('a line has its time, and the file is for this account only', () => {
  const path = join(folder, 'logs', 'causebook.log');
  openLog(path, now).info('started 0.1.0');
  expect(readFileSync(path, 'utf8')).toBe('2026-05-04T10:00:00.000Z info started 0.1.0\n');
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0);
});

test('above a megabyte the log is set aside, and one of the old ones is kept', () => {
  const path = join(folder, 'causebook.log');
  const log = openLog(path, now);
  writeFileSync(path, 'x'.repeat(1_000_001));
  log.info('first of the next');
  expect(readFileSync(path, 'utf8')).toContain('first of the next');
  expect(statSync(`${path}.1`).size).toBe(1_000_001);
  expect(existsSync(`${path}.2`)).toBe(false);
});

test('a log that cannot be written takes nothing down', () => {
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
  const log = openLog(join(folder, 'causebook.log'), now);
  rmSync(folder, { recursive: true });
  log.info('lost');
  expect(complaint).toHaveBeenCalledOnce();
  folder = mkdtempSync(join(tmpdir(), 'causebook-log-'));
});

test('a log whose folder cannot be made takes nothing down either, and is there once it can be', () => {
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
  const inTheWay = join(folder, 'in the way');
  writeFileSync(inTheWay, '');
  const log = openLog(join(inTheWay, 'causebook.log'), () => new Date('2026-05-04T10:00:00Z'));
  log.info('lost');
  expect(complaint).toHaveBeenCalledTimes(2);
  rmSync(inTheWay);
  log.info('kept');
  expect(readFileSync(join(inTheWay, 'causebook.log'), 'utf8')).toContain('kept');
});

test('an error is described by code, kind and place, never by what a case is about', () => {
  const parse = (): unknown => {
    try {
      return JSON.parse('Rao v. State');
    } catch (error) {
      return error;
    }
  };
  const error = new AppError('FILE_CORRUPTION', 'The petition of Rao is damaged.', {
    cause: parse(),
    details: { errno: 'SQLITE_CORRUPT', entry: 'Rao.pdf' },
  });
  const text = describe(error);
  expect(text).toContain('AppError FILE_CORRUPTION SQLITE_CORRUPT\n    at ');
  expect(text).toContain('caused by SyntaxError\n    at ');
  expect(text).not.toContain('Rao');
});

test('a defect keeps its message, whatever else is thrown keeps its kind', () => {
  expect(describe(new TypeError('x is not a function'))).toContain('TypeError: x is not a function\n');
  expect(describe('Rao')).toBe('thrown string');
  expect(describe(Object.assign(new Error('open /home/rao/secret'), { code: 'ENOENT' }))).toMatch(
    /^Error ENOENT\n/,
  );
});
