/** Who works at this computer now, and whether somebody has to say so first. */
import { Actor, type SignIn, type User } from '@causebook/contracts';
import {
  readSetting,
  sampleIdOf,
  signInFacts,
  writeSetting,
  type Practice,
  type SignInFacts,
} from '@causebook/data';

/** Where a practice has no users, whoever sits there is its owner. */
export const nobodyInParticular: Actor = { userId: null, name: '', role: 'owner' };

/**
 * Whether somebody has to sign in: where there are several people, or one of them has a PIN.
 * @param present who was at work until now; they stay if they still work here
 */
export function judgeSignIn({ users, asks }: SignInFacts, present: Actor | null): SignIn {
  // A practice whose owners are all gone must not lock everybody out of what only an owner may do.
  const hasOwner = users.some(({ role }) => role === 'owner');
  const actorOf = ({ id, name, role }: User): Actor => ({
    userId: id,
    name,
    role: hasOwner ? role : 'owner',
  });
  const [only, ...others] = users;
  if (!asks || only === undefined) return { needed: false, actor: nobodyInParticular };
  if (others.length === 0 && !only.hasPin) return { needed: false, actor: actorOf(only) };
  const still = users.find(({ id }) => id === present?.userId);
  return { needed: true, actor: still ? actorOf(still) : null };
}

const OPENER = 'practice.opener';

/** Keeps in a sample who opened it: it may be left at another start, and a clerk does not become an owner in it. */
export const writeOpener = ({ database }: Practice, actor: Actor): void =>
  writeSetting(database, OPENER, JSON.stringify(actor));

function openerOf({ database }: Practice): Actor {
  try {
    const kept = Actor.safeParse(JSON.parse(readSetting(database, OPENER) ?? 'null'));
    return kept.success ? kept.data : nobodyInParticular;
  } catch (error) {
    if (error instanceof SyntaxError) return nobodyInParticular;
    throw error;
  }
}

export interface SignedInParts {
  /** The practice that is open now, without waiting for one. */
  readonly present: () => Practice | null;
  readonly onChange: (signIn: SignIn) => void;
}

const nothingToAsk: SignedInParts = { present: () => null, onChange: () => {} };

export class SignedIn {
  readonly #parts: SignedInParts;
  #seen: Practice | null = null;
  #users: readonly User[] = [];
  #state: SignIn = { needed: false, actor: nobodyInParticular };
  /** Whether whoever is at work is only said to be so by the sample that was open when Causebook started. */
  #isOnTrust = false;

  constructor(parts: SignedInParts = nothingToAsk) {
    this.#parts = parts;
  }

  /** After a restore the people may be others, so whoever asks gets the answer for the practice that is open now. */
  get state(): SignIn {
    const practice = this.#parts.present();
    if (practice !== null && practice !== this.#seen) this.#look(practice);
    return this.#state;
  }

  /** Whether the window may show the practice. */
  get isOpen(): boolean {
    const { needed, actor } = this.state;
    return !needed || actor !== null;
  }

  get actor(): Actor {
    return this.state.actor ?? nobodyInParticular;
  }

  /** Those who could sign in. */
  get users(): readonly User[] {
    void this.state;
    return this.#users;
  }

  /** After a change of who works here. */
  refresh(): void {
    const practice = this.#parts.present();
    if (practice !== null) this.#look(practice);
  }

  /** Somebody has said, and proven if they have a PIN, who they are. */
  signIn(userId: string): SignIn {
    const user = this.users.find(({ id }) => id === userId);
    if (user !== undefined) this.#become({ userId, name: user.name, role: user.role });
    return this.#state;
  }

  signOut(): SignIn {
    if (this.state.needed) this.#change({ needed: true, actor: null });
    return this.#state;
  }

  #look(practice: Practice): void {
    this.#seen = practice;
    // In a sample practice nobody signs in: whoever opened it goes on.
    if (sampleIdOf(practice.database) !== null) {
      const { actor } = this.#state;
      this.#users = [];
      if (!actor?.userId) this.#isOnTrust = true;
      this.#change({ needed: false, actor: actor?.userId ? actor : openerOf(practice) });
      return;
    }
    const facts = signInFacts(practice.database);
    this.#users = facts.users;
    // A sample asks nobody who they are, so leaving it must not open the practice to whoever sits there.
    const present = this.#isOnTrust ? null : this.#state.actor;
    this.#isOnTrust = false;
    this.#change(judgeSignIn(facts, present));
  }

  #become(actor: Actor): void {
    const facts = { users: this.#users, asks: true };
    this.#change(judgeSignIn(facts, actor));
  }

  #change(state: SignIn): void {
    const isSame = JSON.stringify(state) === JSON.stringify(this.#state);
    this.#state = state;
    if (!isSame) this.#parts.onChange(state);
  }
}
