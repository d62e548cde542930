import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { addFiles, leaveOutWaiting } from './documents-adding-actions.ts';

const toasts = vi.hoisted(() => [] as object[]);
vi.mock('../notify.tsx', () => ({ notify: (notice: object) => void toasts.push(notice) }));

beforeEach(() => void (toasts.length = 0));
afterEach(() => vi.unstubAllGlobals());

it('adds no file to a practice that was opened after it was dropped', async () => {
  const sent: string[] = [];
  vi.stubGlobal('window', {
    app: {
      invoke: async (_: string, __: object, file: File) => {
        sent.push(file.name);
        leaveOutWaiting();
        return { success: false, code: 'BUSY', message: 'Another state was opened.', remedy: '' };
      },
    },
  });
  await addFiles([new File([], 'plaint.pdf'), new File([], 'reply.pdf')], null);
  expect(sent).toEqual(['plaint.pdf']);
  expect(toasts).toMatchObject([{ level: 'error', title: 'Nothing was added' }]);
  expect(JSON.stringify(toasts)).toContain('reply.pdf');
});
