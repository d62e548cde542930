/** Slows down who guesses PINs: after five wrong ones the next has to wait, longer each time, also after another start. */
import { z } from 'zod';
import type { Settings } from './jobs/automatic-export.ts';

const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const SETTING_KEY = 'pins.wrong';

const Wrong = z.object({ count: z.int().positive(), last: z.int() });
const Kept = z.record(z.string().max(64), Wrong);

/** One try must end before the next begins. */
export class PinAttempts {
  readonly #now: () => Date;
  readonly #settings: Settings;
  #wrong: Map<string, z.infer<typeof Wrong>> | null = null;

  /** @param settings outside of the practice, so that no restore forgets wrong PINs */
  constructor(now: () => Date, settings: Settings) {
    this.#now = now;
    this.#settings = settings;
  }

  /** Milliseconds until somebody may try again; 0 when they may now. */
  async waitFor(userId: string): Promise<number> {
    const wrong = (await this.#all()).get(userId);
    if (wrong === undefined || wrong.count < FREE_TRIES) return 0;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (wrong.count - FREE_TRIES), LONGEST_WAIT_MS);
    const passed = this.#now().getTime() - wrong.last;
    // A clock that was set back must not make anybody wait for years.
    return passed < 0 ? wait : Math.max(0, wait - passed);
  }

  async noteWrong(userId: string): Promise<void> {
    const all = await this.#all();
    const count = (all.get(userId)?.count ?? 0) + 1;
    all.set(userId, { count, last: this.#now().getTime() });
    await this.#keep(all);
  }

  async noteRight(userId: string): Promise<void> {
    const all = await this.#all();
    if (all.delete(userId)) await this.#keep(all);
  }

  async #all(): Promise<Map<string, z.infer<typeof Wrong>>> {
    return (this.#wrong ??= new Map(Object.entries(parsed(await this.#settings.setting(SETTING_KEY)))));
  }

  #keep(all: Map<string, z.infer<typeof Wrong>>): Promise<void> {
    return this.#settings.putSetting(SETTING_KEY, JSON.stringify(Object.fromEntries(all)));
  }
}

/** What cannot be understood says nothing of anybody. */
function parsed(text: string | null): z.infer<typeof Kept> {
  try {
    return Kept.safeParse(JSON.parse(text ?? '{}')).data ?? {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
