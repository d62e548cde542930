/**
 * Puts a native question before every call that takes something away for good. A page that went wrong can call anything;
 * it cannot answer a native dialog. What can be undone is confirmed in the page, where its consequences are shown.
 */
import { AppError, type Channel, type Handlers } from '@causebook/contracts';
import { listImports } from '@causebook/data';
import type { BrowserWindow } from 'electron';
import { confirm, type Question } from '../dialogs.ts';
import type { HandlerContext } from '../ipc.ts';
import { deleteBackupQuestion, deleteRestorePointQuestion, undoImportQuestion } from './final-questions.ts';
import type { HandlerParts } from './parts.ts';

type Needed = Pick<HandlerParts, 'service' | 'diary' | 'now'>;
type Input<C extends Channel> = Parameters<Handlers<HandlerContext>[C]>[0];

/** What is asked; null where there is nothing to take away, which the handler itself says best. Rejects what will be refused. */
type Asked = {
  readonly [C in 'backup:deleteBackup' | 'backup:deleteRestorePoint' | 'import:undo']: (
    input: Input<C>,
  ) => Promise<Question | null>;
};

const questionsOf = ({ service, diary }: Needed): Asked => ({
  'backup:deleteBackup': async ({ backupId }) => {
    await service.library.requireDeletable(backupId);
    const backups = await service.library.list();
    const backup = backups.find((each) => each.backupId === backupId);
    return backup ? deleteBackupQuestion(backup, backups.length === 1) : null;
  },
  'backup:deleteRestorePoint': async ({ generationId }) => {
    await service.restorePoints.requireDeletable(generationId);
    const point = (await service.restorePoints.list()).find((each) => each.generationId === generationId);
    return point ? deleteRestorePointQuestion(point) : null;
  },
  'import:undo': async ({ importId }) => {
    const imports = await diary.read(({ query }) => listImports(query));
    const report = imports.find((each) => each.importId === importId && each.undoneAt === null);
    return report ? undoImportQuestion(report) : null;
  },
});

type Handler = (input: never, context: HandlerContext) => Promise<{ readonly message: string }>;

/** The same handlers; those that take something away for good ask first, and answer CANCELLED to a no. */
export function asking(handlers: Handlers<HandlerContext>, parts: Needed): Handlers<HandlerContext> {
  const desk = new QuestionDesk(parts.now);
  const wrapped = Object.entries(questionsOf(parts)).map(([channel, questionOf]) => {
    // One entry of a map whose types agree entry by entry; TypeScript can't follow that through a variable key.
    const handle = handlers[channel as Channel] as Handler;
    const ask = questionOf as (input: never) => Promise<Question | null>;
    const first: Handler = async (input, context) => {
      await desk.ask(() => ask(input), context.window);
      return handle(input, context);
    };
    return [channel, first] as const;
  });
  return { ...handlers, ...Object.fromEntries(wrapped) };
}

/** So many a minute may be answered with no; more is not a person who changed their mind. */
const NOES = 5;
const MINUTE_MS = 60_000;

/** One question at a time, and a rest for whoever has to say no again and again. */
class QuestionDesk {
  readonly #now: () => Date;
  #isOpen = false;
  #noes: readonly number[] = [];

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** @throws AppError CANCELLED when the answer is no, BUSY when another question is open or too many were answered with no */
  async ask(questionOf: () => Promise<Question | null>, window: BrowserWindow): Promise<void> {
    if (this.#isOpen)
      throw new AppError('BUSY', 'Another question is waiting for its answer.', {
        remedy: 'Answer it first.',
      });
    const now = this.#now().getTime();
    this.#noes = this.#noes.filter((at) => Math.abs(now - at) < MINUTE_MS);
    if (this.#noes.length >= NOES)
      throw new AppError('BUSY', 'You have said no several times just now, so nothing is deleted.', {
        remedy: 'Try again in a minute.',
      });
    this.#isOpen = true;
    try {
      const question = await questionOf();
      if (question === null || (await confirm(window, question))) return;
    } finally {
      this.#isOpen = false;
    }
    this.#noes = [...this.#noes, now];
    throw new AppError('CANCELLED', 'Nothing was changed.');
  }
}
