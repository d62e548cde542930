/** Handlers for the practice itself: what it is, how it begins, and the sample beside it. */
import { AppError } from '@causebook/contracts';
import {
  beginPractice,
  countPractice,
  isBegun,
  liveRecord,
  noCounts,
  readSetting,
  renamePractice,
  saveUser,
} from '@causebook/data';
import { writeOpener } from '../signed-in.ts';
import type { HandlerParts, Some } from './parts.ts';

type PracticeChannel =
  'app:getInfo' | 'practice:begin' | 'practice:rename' | 'practice:openSample' | 'practice:leaveSample';

export const practiceHandlers = (parts: HandlerParts): Some<PracticeChannel> => ({
  ...aboutHandlers(parts),
  ...sampleHandlers(parts),
});

/** `Electron 45.4.1, Chromium 152.0.1, Node 24.21.0`, as far as it is known. */
function runtimeInWords({ electron, chrome, node }: Partial<NodeJS.ProcessVersions>): string {
  const parts = [
    ['Electron', electron],
    ['Chromium', chrome],
    ['Node', node],
  ] as const;
  return parts.flatMap(([name, version]) => (version ? [`${name} ${version}`] : [])).join(', ');
}

function aboutHandlers({
  session,
  diary,
  service,
  signedIn,
  appVersion,
}: HandlerParts): Some<'app:getInfo' | 'practice:begin' | 'practice:rename'> {
  return {
    'app:getInfo': () =>
      diary.read(async ({ database }) => {
        const { isOpen } = signedIn;
        const begun =
          !isOpen || isBegun(database) || (await liveRecord(session.paths))?.reason === 'restored';
        return {
          message: `Causebook ${appVersion}`,
          appVersion,
          runtime: runtimeInWords(process.versions),
          practiceName: readSetting(database, 'practice.name') ?? '',
          platform: process.platform,
          isSample: service.samples.openId !== null,
          isBegun: begun,
          // What is in the practice is for those who have said who they are.
          profilePath: isOpen ? session.paths.root : '',
          counts: isOpen ? countPractice(database) : noCounts,
        };
      }),

    'practice:begin': async ({ practiceName, ownerName }) => {
      await diary.change(async ({ query, database }, { now }) => {
        if (isBegun(database)) throw alreadyBegun();
        await beginPractice(query, practiceName, now);
        const notes = [{ what: `Started the practice ${practiceName}`, subject: 'practice' } as const];
        if (ownerName === '') return { result: null, notes };
        const draft = { name: ownerName, role: 'owner', email: '' } as const;
        const { user } = await saveUser(query, { id: null, draft, now });
        const added = { what: `Added ${user.name} as owner`, subject: 'user', subjectId: user.id } as const;
        return { result: null, notes: [...notes, added] };
      });
      signedIn.refresh();
      return { message: `${practiceName} is ready.`, practiceName };
    },

    'practice:rename': async ({ practiceName }) => {
      await diary.change(async ({ query }) => {
        const before = await renamePractice(query, practiceName);
        const changes = [{ field: 'Name', before, after: practiceName }];
        return { result: null, notes: [{ what: 'Renamed the practice', subject: 'practice', changes }] };
      });
      return { message: `The practice is called ${practiceName} now.`, practiceName };
    },
  };
}

function sampleHandlers({
  session,
  service,
  signedIn,
  today,
}: HandlerParts): Some<'practice:openSample' | 'practice:leaveSample'> {
  return {
    'practice:openSample': async () => {
      const { actor } = signedIn;
      const opened = await service.samples.open(today());
      await session.use((practice) => writeOpener(practice, actor));
      return opened;
    },

    'practice:leaveSample': () => service.samples.leave(),
  };
}

const alreadyBegun = (): AppError =>
  new AppError('PRACTICE_NOT_EMPTY', 'This practice has been started already.');
