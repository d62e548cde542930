import { errorWords, type Result } from '@causebook/contracts';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { toast } from 'react-hot-toast/headless';
import { beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from './bridge.ts';
import { ToastRegion } from './features/toasts/ToastRegion.tsx';
import { notify } from './notify.tsx';
import { report, reportTrouble } from './report.ts';

/** What a person would see now: the level and the words of each toast. */
function shown(): readonly string[] {
  const markup = renderToStaticMarkup(createElement(ToastRegion));
  return [...markup.matchAll(/data-toast="(\w+)"(.*?)<button/g)].map(
    ([, level, content]) =>
      `${level}: ${content
        ?.replace(/^[^>]*>/, '')
        .replaceAll(/<[^>]+>/g, '|')
        .replaceAll(/\|+/g, ' ')
        .trim()}`,
  );
}

const region = (): string => renderToStaticMarkup(createElement(ToastRegion));
const done = (message: string): Promise<Result<object>> => Promise.resolve({ success: true, message });
const failed = (code: Parameters<typeof failureOf>[0]): Promise<Result<object>> =>
  Promise.resolve(failureOf(code));

beforeEach(() => toast.removeAll());

describe('report', () => {
  it('says a success once, in the words of main', async () => {
    await report(done('Backed up 214 cases.'), { id: 'export' });
    expect(shown()).toEqual(['success: Backed up 214 cases.']);
  });

  it('says a failure once, with its title, what happened and what helps', async () => {
    await report(failed('INSUFFICIENT_SPACE'), { id: 'export' });
    const { title, sentence, remedy } = errorWords.INSUFFICIENT_SPACE;
    expect(shown()).toEqual([`error: ${title} ${sentence} ${remedy}`]);
  });

  it('says a cancellation in a neutral tone', async () => {
    await report(failed('CANCELLED'), { id: 'export' });
    expect(shown()).toEqual([`info: ${errorWords.CANCELLED.sentence}`]);
  });

  it('says nothing about a cancellation that is not worth a word', async () => {
    await report(failed('CANCELLED'), { id: 'pick', silentCancel: true });
    expect(shown()).toEqual([]);
  });

  it('lets the outcome of a repeated action replace the earlier one', async () => {
    await report(failed('BUSY'), { id: 'export' });
    await report(done('Backed up 214 cases.'), { id: 'export' });
    expect(shown()).toEqual(['success: Backed up 214 cases.']);
  });

  it('keeps the outcomes of different actions apart', async () => {
    await report(failed('BUSY'), { id: 'export' });
    await report(done('Deleted.'), { id: 'delete' });
    expect(shown()).toHaveLength(2);
  });

  it('gives the result back', async () => {
    expect(await report(failed('BUSY'), { id: 'export' })).toEqual(failureOf('BUSY'));
  });
});

describe('reportTrouble', () => {
  it('leaves a success to the screen', async () => {
    expect(await reportTrouble(done(''), { id: 'preview' })).toEqual({ success: true, message: '' });
    expect(shown()).toEqual([]);
  });

  it('says a failure', async () => {
    expect(await reportTrouble(failed('VALIDATION_FAILED'), { id: 'preview' })).toBeNull();
    expect(shown()).toHaveLength(1);
  });
});

describe('the messages on the screen', () => {
  const error = (id: string) => notify({ id, level: 'error', title: 'Failed', message: `Number ${id}.` });

  it('interrupt for errors and wait their turn for successes', () => {
    error('1');
    notify({ id: '2', level: 'success', message: 'Done.' });
    expect(region()).toMatch(/role="alert".*role="status"/s);
  });

  it('are never more than three, the newest last, with the number of the others', () => {
    for (const id of ['1', '2', '3', '4', '5']) error(id);
    expect(shown()).toEqual([
      'error: Failed Number 3.',
      'error: Failed Number 4.',
      'error: Failed Number 5.',
    ]);
    expect(region()).toContain('2 more messages are waiting.');
  });

  it('offer to dismiss all of them only when more than one stays', () => {
    error('1');
    expect(region()).not.toContain('Dismiss all');
    error('2');
    expect(region()).toContain('Dismiss all');
  });
});
