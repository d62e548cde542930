/** Handlers for the way out of a practice that is damaged or cannot be opened. */
import { app, shell } from 'electron';
import {
  AppError,
  type Channel,
  type RecoveryOptions,
  type RepairResult,
  type SalvageReport,
} from '@causebook/contracts';
import type { HandlerContext } from '../ipc.ts';
import { practiceProblem } from '../practice-problem.ts';
import type { HandlerParts, Some } from './parts.ts';

type RecoveryChannel = Extract<Channel, `recovery:${string}`>;

export function recoveryHandlers(parts: HandlerParts): Some<RecoveryChannel> {
  const { service, session, signedIn } = parts;
  let last: RepairResult | null = null;
  /** Whether somebody has said who they are, so that entries may be named although nobody can sign in now. */
  const isKnown = (): boolean => signedIn.state.needed && signedIn.state.actor !== null;
  return {
    'recovery:getOptions': async () => {
      const options = await service.repairs.options();
      const problem = problemOf(parts);
      const details = detailsOf(parts, options);
      return {
        message: problem?.sentence ?? 'The practice can be opened.',
        options: { ...options, problem, details },
      };
    },

    'recovery:examine': async (_, context) => {
      const { message, ...examination } = await service.repairs.examine(ownerOf(context));
      if (session.problem === null || isKnown()) return { message, examination };
      return { message, examination: { ...examination, report: withoutNames(examination.report) } };
    },

    'recovery:compare': async ({ backupId }, context) => {
      // While nobody can sign in, names are only for a practice in which nobody would have to.
      const mayName = (asksWho: boolean): boolean => !asksWho || isKnown() || session.problem === null;
      const { message, ...newer } = await service.repairs.newerRows(backupId, ownerOf(context), mayName);
      return { message, newer };
    },

    'recovery:repair': async ({ choice, confirmationToken }, context) => {
      const result = await service.repairs.repair(choice, {
        token: confirmationToken,
        owner: ownerOf(context),
      });
      last = result;
      // The practice is open now, and its people may have to say who they are.
      if (signedIn.isOpen || result.report === null) return result;
      return { ...result, report: withoutNames(result.report) };
    },

    'recovery:getReport': async () => ({ message: 'The last recovery.', result: last }),

    // It is for a profile that cannot be used at all; see closed-profile.ts.
    'recovery:saveReadable': async () => {
      throw new AppError(
        'INVALID_INPUT',
        'Causebook is at work in this folder, so it cannot be copied now.',
        {
          remedy: 'Make a backup, or use one of the ways out on this screen.',
        },
      );
    },

    'recovery:showFolder': () => showFolder(session.paths.root),

    'recovery:quit': quitSoon,
  };
}

/** Shows a folder as the system shows folders. @throws AppError PERMISSION_DENIED */
export async function showFolder(folder: string): Promise<{ message: string; folder: string }> {
  const refused = await shell.openPath(folder);
  if (refused !== '') throw new AppError('PERMISSION_DENIED', `The folder ${folder} could not be opened.`);
  return { message: folder, folder };
}

export async function quitSoon(): Promise<{ message: string; isEnding: boolean }> {
  // The answer goes out first: a window that closes in the middle of a call would look like a failure.
  setImmediate(() => app.quit());
  return { message: 'Causebook is ending.', isEnding: true };
}

const withoutNames = (report: SalvageReport): SalvageReport => ({
  ...report,
  lost: [],
  documentsAbsent: { ...report.documentsAbsent, names: [] },
});

const ownerOf = ({ webContentsId }: HandlerContext): string => `window ${webContentsId}`;

function problemOf({ session }: Pick<HandlerParts, 'session'>): RecoveryOptions['problem'] {
  if (session.problem === null) return null;
  const { code, message, remedy } = practiceProblem(session.problem);
  return { code, sentence: message, remedy };
}

/** For whoever helps: what failed and where, and nothing of what the practice holds. */
function detailsOf(
  { session, appVersion, now }: HandlerParts,
  { backups, states, folder }: Omit<RecoveryOptions, 'problem' | 'details'>,
): string {
  const { problem } = session;
  const reason = problem?.details?.['reason'] ?? problem?.message ?? 'none';
  return [
    `Causebook ${appVersion} on ${process.platform} ${process.arch}`,
    `Time: ${now().toISOString()}`,
    `Folder: ${folder}`,
    `Problem: ${problem?.code ?? 'none'} (${String(reason)})`,
    `Backups that can be reached: ${backups.length}`,
    `Earlier states: ${states.length}, readable: ${states.filter(({ counts }) => counts !== null).length}`,
  ].join('\n');
}
