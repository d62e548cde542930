import { expect, it } from 'vitest';
import { newestOnly } from './newest-only.ts';

/** A reader whose answers come in the order in which the test gives them. */
function reader() {
  const answers: ((value: string) => void)[] = [];
  const used: string[] = [];
  const read = newestOnly(
    () => new Promise<string>((resolve) => answers.push(resolve)),
    (value) => used.push(value),
  );
  return { read, used, answer: (index: number, value: string) => answers[index]?.(value) };
}

it('uses the answer to a single request', async () => {
  const { read, used, answer } = reader();
  const first = read();
  answer(0, 'first');
  await first;
  expect(used).toEqual(['first']);
});

it('does not let a slow earlier answer overwrite a newer one', async () => {
  const { read, used, answer } = reader();
  const both = [read(), read()];
  answer(1, 'second');
  answer(0, 'first');
  await Promise.all(both);
  expect(used).toEqual(['second']);
});
