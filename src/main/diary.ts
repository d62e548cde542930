/**
 * The one way in which handlers read and change the practice: writers come one after another, every change is written
 * into the audit log under the name of who made it, and every window is told what is not as it was.
 */
import type { AuditLog, NewAuditEntry } from '@causebook/backup';
import { AppError, type Actor, type AuditSubject, type GenerationId } from '@causebook/contracts';
import type { Practice, PracticeSession } from '@causebook/data';
import type { Broadcast } from './ipc.ts';
import type { Log } from './log.ts';
import { patiently, type UsePractice } from './use-practice.ts';

/** Who changes the practice, and when. */
export interface Doing {
  readonly actor: Actor;
  readonly now: Date;
}

/** Who asked for a change, and looking at which state of the practice. */
export interface Asked {
  readonly actor: Actor;
  /** Null before any practice was opened. */
  readonly generationId: GenerationId | null;
}

/** What a change was, for the audit log; the actor is added. */
export type AuditNote = Pick<NewAuditEntry, 'what' | 'subject'> &
  Partial<Pick<NewAuditEntry, 'subjectId' | 'caseId' | 'changes'>>;

/** What a change answers, what the audit log keeps of it, and what else it touched. */
export interface Changed<Result> {
  readonly result: Result;
  readonly notes: readonly AuditNote[];
  /** Kinds of entries that changed, beside those of the notes. */
  readonly touched?: readonly AuditSubject[];
}

interface DiaryParts {
  readonly session: PracticeSession;
  readonly audit: AuditLog;
  readonly actor: () => Actor;
  readonly now: () => Date;
  readonly broadcast: Broadcast;
  readonly log: Pick<Log, 'error'>;
}

export class Diary {
  readonly #parts: DiaryParts;
  readonly #use: UsePractice;
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(parts: DiaryParts) {
    this.#parts = parts;
    this.#use = patiently(parts.session);
  }

  /** Reads the practice. @throws AppError, in words of the practice when it cannot be opened */
  read<Result>(work: (practice: Practice) => Result | Promise<Result>): Promise<Result> {
    return this.#use(work);
  }

  /** Who would ask for a change now; for work that is asked for long before it changes anything. */
  asked(): Asked {
    return { actor: this.#parts.actor(), generationId: this.#parts.session.latest };
  }

  /**
   * Changes the practice, after every change that was begun before. `work` writes in one transaction or not at all.
   * @throws AppError BUSY when another practice took the place of the one that was meant
   */
  change<Result>(
    work: (practice: Practice, doing: Doing) => Promise<Changed<Result>>,
    asked: Asked = this.asked(),
  ): Promise<Result> {
    const mine = this.#lastChange.then(() => this.#change(work, asked));
    // The next one waits for this one's end, whatever it is.
    this.#lastChange = mine.catch(() => null);
    return mine;
  }

  /** Waits for the changes that were begun, and for what is noted of them: for the end of the app. */
  async quiet(): Promise<void> {
    await this.#lastChange;
  }

  async #change<Result>(
    work: (practice: Practice, doing: Doing) => Promise<Changed<Result>>,
    { actor, generationId }: Asked,
  ): Promise<Result> {
    const doing = { actor, now: this.#parts.now() };
    const {
      result,
      notes,
      touched = [],
    } = await this.#use(async (practice) => {
      if (generationId !== null && generationId !== practice.generationId) throw replacedMeanwhile();
      const changed = await work(practice, doing);
      // Before anybody can replace the practice: what is noted belongs to the one that is open.
      await this.note(changed.notes, doing);
      return changed;
    });
    const subjects = [...new Set([...notes.map(({ subject }) => subject), ...touched])];
    if (subjects.length > 0) this.#parts.broadcast('practice:changed', { subjects });
    return result;
  }

  /** Notes what was done. It is done: a log that cannot be written must not make it look as if it had failed. */
  async note(notes: readonly AuditNote[], { actor, now }: Doing): Promise<void> {
    try {
      for (const note of notes) {
        await this.#parts.audit.append(
          {
            subjectId: null,
            caseId: null,
            changes: [],
            ...note,
            userId: actor.userId,
            userName: actor.name,
          },
          now,
        );
      }
    } catch (error) {
      this.#parts.log.error('the audit log could not be written', error);
    }
  }
}

const replacedMeanwhile = (): AppError =>
  new AppError('BUSY', 'Another state of the practice was opened meanwhile. Nothing was changed.', {
    remedy: 'Look at what is there now, and make the change again if it is still needed.',
  });
