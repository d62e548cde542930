import { describe, expect, test } from 'vitest';
import { commandOf, shortcuts } from './shortcuts.ts';

const none = { key: '', code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const pc = { isMac: false, isTyping: false };
const mac = { isMac: true, isTyping: false };
const ctrl = (key: string, code = '') => ({ ...none, key, code, ctrlKey: true });
const command = (key: string, code = '') => ({ ...none, key, code, metaKey: true });

test('every key of the list does what the list says, with Ctrl or with ⌘', () => {
  for (const { key, command: wanted } of shortcuts) {
    expect(commandOf(ctrl(key), pc)).toBe(wanted);
    expect(commandOf(command(key), mac)).toBe(wanted);
    expect(commandOf(ctrl(key), mac)).toBeNull();
    expect(commandOf({ ...none, key }, pc)).toBeNull();
    expect(commandOf({ ...ctrl(key), altKey: true }, pc)).toBeNull();
  }
  expect(new Set(shortcuts.map(({ key }) => key)).size).toBe(shortcuts.length);
});

test('they work in a field, too, and with capitals', () => {
  expect(commandOf(ctrl('k'), { ...pc, isTyping: true })).toBe('search');
  expect(commandOf(ctrl('K'), pc)).toBe('search');
});

test('a figure counts by its place where the keyboard has it with Shift only', () => {
  expect(commandOf(ctrl('&', 'Digit1'), pc)).toBe('today');
  expect(commandOf(ctrl('é', 'Digit2'), pc)).toBe('cases');
});

describe('the way back', () => {
  test('is Alt and the left arrow, and on a Mac ⌘ [', () => {
    expect(commandOf({ ...none, key: 'ArrowLeft', altKey: true }, pc)).toBe('back');
    expect(commandOf(command('['), mac)).toBe('back');
  });
  test('does not take word-wise movement in a field away on a Mac', () => {
    expect(commandOf({ ...none, key: 'ArrowLeft', altKey: true }, mac)).toBeNull();
  });
});

test('? helps, except where it is typed', () => {
  const question = { ...none, key: '?', shiftKey: true };
  expect(commandOf(question, pc)).toBe('keyboard');
  expect(commandOf(question, { ...pc, isTyping: true })).toBeNull();
});
