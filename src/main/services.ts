/** Puts the parts of a running app together: the backup service, what runs by itself, and what the handlers need. */
import { BackupService, cleanUpAfter } from '@causebook/backup';
import type { OperationProgress } from '@causebook/contracts';
import { hearingsOfDay } from '@causebook/data';
import { calendarDay, systemZone, type Scheduler } from '@causebook/jobs';
import { app, BrowserWindow, powerSaveBlocker } from 'electron';
import { forkEngine } from './engine/fork-engine.ts';
import { EngineHost } from './engine/host.ts';
import { GrantedPaths } from './granted-paths.ts';
import type { HandlerParts } from './handlers/index.ts';
import { broadcaster, type Broadcast } from './ipc.ts';
import { AutomaticExport } from './jobs/automatic-export.ts';
import { HearingReminders } from './jobs/hearing-reminders.ts';
import { createSchedulers } from './jobs/schedulers.ts';
import { keepAwakeWith } from './keep-awake.ts';
import type { Log } from './log.ts';
import type { OpenProfile } from './open-profile.ts';
import { Outcomes } from './outcomes.ts';
import { practiceProblem } from './practice-problem.ts';

export interface Services extends HandlerParts {
  readonly outcomes: Outcomes;
}

interface Needed {
  readonly profile: OpenProfile;
  readonly log: Log;
  /** Folder of the built main process. */
  readonly builtMain: string;
  readonly now: () => Date;
}

export async function composeServices({ profile, log, builtMain, now }: Needed): Promise<Services> {
  const { session, catalog } = profile;
  const broadcast = broadcaster(log);
  const outcomes = new Outcomes(broadcast);
  const appVersion = app.getVersion();
  const service: BackupService = new BackupService({
    session,
    catalog,
    runner: new EngineHost({
      fork: () => forkEngine(builtMain),
      cleanUp: cleanUpAfter,
      onTrouble: (what, error) => log.error(what, error),
    }),
    appVersion,
    now,
    // The service stops and boots the schedulers, one of which runs the service.
    background: {
      stop: async () => {
        await scheduler.stop();
        log.info('background jobs stopped');
      },
      boot: () => {
        scheduler.boot();
        log.info('background jobs booted');
      },
    },
    onProgress: progressTeller(broadcast),
    onChange: () => broadcast('backup:changed', {}),
    onDataReplaced: (reason) => broadcast('app:dataReplaced', { reason }),
    onTrouble: (what, error) => log.error(what, error),
  });
  const automaticExport = await AutomaticExport.load({
    settings: catalog,
    now,
    exportNow: (signal) => service.exportNow({}, { source: 'scheduled', signal }),
    onDone: ({ message, warnings }) =>
      outcomes.tell({
        level: warnings.length > 0 ? 'warning' : 'success',
        title: 'Automatic backup',
        message,
      }),
    onFailed: (error) =>
      outcomes.tellFailure(session.problem === null ? error : practiceProblem(session.problem), {
        title: 'The automatic backup failed',
      }),
  });
  const hearingReminders = await HearingReminders.load({
    settings: catalog,
    now,
    hearingsOf: (day) => session.use(({ query }) => hearingsOfDay(query, day)),
    announce: (words) => outcomes.tell({ id: 'hearings', level: 'info', ...words }),
  });
  const scheduler: Scheduler = createSchedulers([automaticExport, hearingReminders], log);
  return {
    session,
    service,
    automaticExport,
    scheduler,
    grants: new GrantedPaths(now),
    outcomes,
    broadcast,
    now,
    today: () => calendarDay(now(), systemZone()),
    appVersion,
  };
}

/** Tells windows, taskbar and the system's power management how the one operation goes. */
function progressTeller(broadcast: Broadcast) {
  const keepAwake = keepAwakeWith(powerSaveBlocker);
  return (progress: OperationProgress | null): void => {
    keepAwake(progress !== null);
    for (const window of BrowserWindow.getAllWindows())
      window.setProgressBar(progress === null ? -1 : progress.percent / 100);
    broadcast('backup:progress', progress);
  };
}
