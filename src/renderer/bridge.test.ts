import { afterEach, describe, expect, it, vi } from 'vitest';
import { failureOf, invoke, listen } from './bridge.ts';

/** Puts a main behind `window.app` that answers as given. */
function answerWith(answer: () => unknown): void {
  vi.stubGlobal('window', { app: { invoke: async () => answer(), on: () => () => undefined } });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('invoke', () => {
  it('gives back what main answered', async () => {
    answerWith(() => ({ success: true, message: 'Two cases.', total: 0, all: 0, offset: 0, cases: [] }));
    expect(await invoke('cases:list', {})).toEqual({
      success: true,
      message: 'Two cases.',
      total: 0,
      all: 0,
      offset: 0,
      cases: [],
    });
  });

  it('gives back a failure with the words that main chose', async () => {
    const failure = { ...failureOf('BUSY'), message: 'A backup is being made.' };
    answerWith(() => failure);
    expect(await invoke('cases:list', {})).toEqual(failure);
  });

  it.each([
    ['nothing', undefined],
    ['text', 'done'],
    ['an output without success', { total: 0, cases: [] }],
    ['a success without a message', { success: true, total: 0, cases: [] }],
    ['a success with another shape', { success: true, message: '', total: 'many', cases: null }],
    ['a failure with an unknown code', { ...failureOf('BUSY'), code: 'ODD' }],
  ])('turns %s into a failure that a screen can show', async (_, answer) => {
    answerWith(() => answer);
    expect(await invoke('cases:list', {})).toEqual(failureOf('INTERNAL'));
  });

  it('never rejects, even when the call itself breaks', async () => {
    answerWith(() => {
      throw new Error('gone');
    });
    expect(await invoke('cases:list', {})).toEqual(failureOf('INTERNAL'));
  });
});

describe('listen', () => {
  it('passes on what the contract knows and drops everything else', () => {
    let tell: (payload: unknown) => void = () => undefined;
    vi.stubGlobal('window', {
      app: {
        on: (_: string, listener: (payload: unknown) => void) => {
          tell = listener;
          return () => undefined;
        },
      },
    });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const heard: unknown[] = [];
    listen('app:dataReplaced', (payload) => heard.push(payload));
    tell({ reason: 'restore' });
    tell({ reason: 'a whim' });
    tell(null);
    expect(heard).toEqual([{ reason: 'restore' }]);
  });
});
