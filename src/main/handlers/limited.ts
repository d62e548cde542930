/** A limit on how often the practice may be replaced: each time costs a restore point, and nobody needs it by the dozen. */
import { AppError, type Channel, type Handlers } from '@causebook/contracts';
import type { HandlerContext } from '../ipc.ts';

const REPLACING = [
  'backup:restoreFromZip',
  'backup:undoRestore',
  'backup:rollBack',
] as const satisfies readonly Channel[];
const MOST = 12;
const WITHIN_MS = 10 * 60_000;

type Handler = (input: never, context: HandlerContext) => Promise<{ readonly message: string }>;

/** The same handlers; those that replace the practice are refused with BUSY when they are called too often. */
export function limited(
  handlers: Handlers<HandlerContext>,
  { now }: { readonly now: () => Date },
): Handlers<HandlerContext> {
  let done: readonly number[] = [];
  const limit =
    (handle: Handler): Handler =>
    async (input, context) => {
      const at = now().getTime();
      // A clock that was set back must not lock anybody out.
      done = done.filter((each) => Math.abs(at - each) < WITHIN_MS);
      if (done.length >= MOST)
        throw new AppError('BUSY', 'The practice was replaced many times in the last minutes.', {
          remedy: 'Wait ten minutes, then try again.',
        });
      const answer = await handle(input, context);
      done = [...done, at];
      return answer;
    };
  const wrapped = REPLACING.map((channel) => [channel, limit(handlers[channel] as Handler)] as const);
  return { ...handlers, ...Object.fromEntries(wrapped) };
}
