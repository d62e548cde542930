import { expect, test } from 'vitest';
import type { Settings } from './jobs/automatic-export.ts';
import { PinAttempts } from './pin-attempts.ts';

function emptySettings(): Settings {
  const kept = new Map<string, string>();
  return {
    setting: async (key) => kept.get(key) ?? null,
    putSetting: async (key, value) => void kept.set(key, value),
  };
}

const attemptsAt = (time: { now: number }, settings = emptySettings()) =>
  new PinAttempts(() => new Date(time.now), settings);

test('five wrong PINs are forgiven; then every further one makes the wait longer, up to a quarter of an hour', async () => {
  const time = { now: 1_000_000 };
  const attempts = attemptsAt(time);
  const waits: number[] = [];
  for (let tries = 0; tries < 12; tries += 1) {
    await attempts.noteWrong('asha');
    waits.push((await attempts.waitFor('asha')) / 1000);
  }
  expect(waits).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
  expect(await attempts.waitFor('bina')).toBe(0);
});

test('the wait passes, and the right PIN ends it', async () => {
  const time = { now: 1_000_000 };
  const attempts = attemptsAt(time);
  for (let tries = 0; tries < 5; tries += 1) await attempts.noteWrong('asha');
  time.now += 29_000;
  expect(await attempts.waitFor('asha')).toBe(1000);
  time.now += 1000;
  expect(await attempts.waitFor('asha')).toBe(0);
  await attempts.noteWrong('asha');
  expect(await attempts.waitFor('asha')).toBe(60_000);
  await attempts.noteRight('asha');
  expect(await attempts.waitFor('asha')).toBe(0);
});

test('a clock that was set back makes nobody wait longer than their wait', async () => {
  const time = { now: 1_000_000_000 };
  const attempts = attemptsAt(time);
  for (let tries = 0; tries < 5; tries += 1) await attempts.noteWrong('asha');
  time.now -= 500_000_000;
  expect(await attempts.waitFor('asha')).toBe(30_000);
});

test('another start forgets nothing', async () => {
  const [time, settings] = [{ now: 1_000_000 }, emptySettings()];
  for (let tries = 0; tries < 5; tries += 1) await attemptsAt(time, settings).noteWrong('asha');
  expect(await attemptsAt(time, settings).waitFor('asha')).toBe(30_000);
  await attemptsAt(time, settings).noteRight('asha');
  expect(await attemptsAt(time, settings).waitFor('asha')).toBe(0);
});

test('what is kept and cannot be understood keeps nobody out', async () => {
  const settings = emptySettings();
  for (const text of ['no JSON', '[1]', '{"asha":{"count":"many"}}']) {
    await settings.putSetting('pins.wrong', text);
    expect(await attemptsAt({ now: 1 }, settings).waitFor('asha')).toBe(0);
  }
});
