import { expect, test } from 'vitest';
import { hashPin, isPin } from './pin.ts';

test('a PIN fits its own hash and no other', async () => {
  const kept = await hashPin('4711');
  expect(kept).toMatch(/^scrypt\$15\$[\w+/]{22}==\$[\w+/]{43}=$/);
  expect(await isPin('4711', kept)).toBe(true);
  for (const wrong of ['4712', '471', '47110', '']) expect(await isPin(wrong, kept)).toBe(false);
});

test('equal PINs have different hashes', async () => {
  expect(await hashPin('0000')).not.toBe(await hashPin('0000'));
});

test.each(['', '4711', 'scrypt$15$AAAA$', 'scrypt$99$AAAA$AAAA', 'md5$15$AAAA$AAAA'])(
  'a hash that cannot be understood fits nothing: %s',
  async (kept) => {
    expect(await isPin('4711', kept)).toBe(false);
    expect(await isPin('', kept)).toBe(false);
  },
);
