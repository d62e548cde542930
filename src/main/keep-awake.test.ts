import { expect, test, vi } from 'vitest';
import { keepAwakeWith } from './keep-awake.ts';

test('the computer is kept awake once per operation and released when it ends', () => {
  const blocker = { start: vi.fn(() => 5), stop: vi.fn() };
  const keepAwake = keepAwakeWith(blocker);
  keepAwake(false);
  keepAwake(true);
  keepAwake(true);
  expect(blocker.start).toHaveBeenCalledExactlyOnceWith('prevent-app-suspension');
  keepAwake(false);
  keepAwake(false);
  expect(blocker.stop).toHaveBeenCalledExactlyOnceWith(5);
  keepAwake(true);
  expect(blocker.start).toHaveBeenCalledTimes(2);
});
