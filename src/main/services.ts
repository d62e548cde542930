/** Puts the parts of a running app together: the backup service, what runs by itself, and what the handlers need. */
import { BackupService, checkedInWords, cleanUpAfter } from '@causebook/backup';
import { AppError, type OperationProgress } from '@causebook/contracts';
import {
  deletionIds,
  forgetOldDeletions,
  hearingsOfDay,
  type ImportAnswers,
  type ImportProgress,
  type ImportTask,
} from '@causebook/data';
import { calendarDay, systemZone, type ScheduledTask, type Scheduler } from '@causebook/jobs';
import { app, BrowserWindow, powerSaveBlocker } from 'electron';
import { Diary } from './diary.ts';
import { forkEngine } from './engine/fork-engine.ts';
import { EngineHost, PROMPT_CANCEL_MS } from './engine/host.ts';
import { GrantedPaths } from './granted-paths.ts';
import type { HandlerParts } from './handlers/index.ts';
import { broadcaster, type Broadcast } from './ipc.ts';
import { AutomaticExport } from './jobs/automatic-export.ts';
import { Drills } from './jobs/drills.ts';
import { ExpirePoints } from './jobs/expire-points.ts';
import { ForgetDeleted } from './jobs/forget-deleted.ts';
import { HearingReminders } from './jobs/hearing-reminders.ts';
import { IntegrityChecks } from './jobs/integrity-checks.ts';
import { Pruning } from './jobs/pruning.ts';
import { createSchedulers, onlyInOwnPractice } from './jobs/schedulers.ts';
import { keepAwakeWith } from './keep-awake.ts';
import type { Log } from './log.ts';
import { DesktopNotifications } from './notifications.ts';
import type { OpenProfile } from './open-profile.ts';
import { Outcomes } from './outcomes.ts';
import { practiceProblem } from './practice-problem.ts';
import { SignedIn } from './signed-in.ts';

export interface Services extends HandlerParts {
  readonly outcomes: Outcomes;
}

interface ImportWork {
  readonly task: ImportTask;
  readonly answers: ImportAnswers;
  readonly progress: ImportProgress;
}

interface Needed {
  /** Backups or their schedule are not what they were. */
  readonly onBackupsChanged: () => void;
  readonly profile: OpenProfile;
  readonly log: Log;
  /** Folder of the built main process. */
  readonly builtMain: string;
  readonly now: () => Date;
  /** Brings the window to the front and shows the day there. */
  readonly showToday: () => void;
}

export async function composeServices({
  profile,
  log,
  builtMain,
  now,
  showToday,
  onBackupsChanged,
}: Needed): Promise<Services> {
  const { session, catalog } = profile;
  const isSample = (): boolean => catalog.sampleId !== null;
  const signedIn = new SignedIn({
    present: () => session.present,
    onChange: (signIn) => {
      broadcast('users:signInChanged', { signIn });
      outcomes.flush();
    },
  });
  const broadcast = broadcaster(log, (event) => event === 'users:signInChanged' || signedIn.isOpen);
  const outcomes = new Outcomes(broadcast, () => signedIn.isOpen);
  const appVersion = app.getVersion();
  const service: BackupService = new BackupService({
    session,
    catalog,
    runner: new EngineHost({
      fork: () => forkEngine(builtMain),
      cleanUp: cleanUpAfter,
      cancelDeadlineMs: PROMPT_CANCEL_MS,
      onTrouble: (what, error) => log.error(what, error),
    }),
    appVersion,
    now,
    actorName: () => (signedIn.isOpen ? signedIn.actor.name : ''),
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
    onChange: () => {
      broadcast('backup:changed', {});
      // Perhaps a backup was made that nothing has proven yet.
      drills.wanted();
      // Perhaps one was proven, so that older ones may go.
      pruning.wanted();
      scheduler.refresh('changed');
      onBackupsChanged();
    },
    onSuspicion: ({ key, kind, reason }) => {
      // The check that failed, of a backup or of the practice, tells its own outcome.
      if (kind === 'failed' || kind === 'practice') return;
      outcomes.tell({
        id: `suspicion ${key}`,
        level: 'warning',
        title: 'Please look at your backups',
        message: reason,
        remedy: 'No old backup is removed until you have. The Backup screen says what you can do.',
      });
    },
    onDataReplaced: (reason) => {
      // The people may be others, so they are looked at before anybody is told of entries.
      signedIn.refresh();
      broadcast('app:dataReplaced', { reason });
      integrityChecks.wanted();
      onBackupsChanged();
    },
    onTrouble: (what, error) => log.error(what, error),
  });
  const automaticExport = await AutomaticExport.load({
    settings: catalog,
    now,
    isPaused: isSample,
    exportNow: (signal, fullEvery) =>
      service.exports.exportNow({ base: 'auto' }, { source: 'scheduled', fullEvery, signal }),
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
  const notifications = new DesktopNotifications({
    onClick: showToday,
    mayName: () => signedIn.isOpen,
    log,
  });
  const hearingReminders = await HearingReminders.load({
    settings: catalog,
    now,
    hearingsOf: (day) => session.use(({ query }) => hearingsOfDay(query, day)),
    announce: (words) => {
      notifications.show(words);
      outcomes.tell({ id: 'hearings', level: 'info', ...words });
    },
  });
  const drills: Drills = new Drills({
    now,
    next: () => service.proofs.nextDrill(),
    // Of two that give way, the first goes on.
    drill: ({ backupId }, signal) =>
      service.operations.progress?.yields
        ? Promise.reject(new AppError('CANCELLED'))
        : service.proofs.drill(backupId, { source: 'system', signal }),
    onFailed: ({ backupId, fileName }, error) =>
      outcomes.tellFailure(error, {
        id: `drill ${backupId}`,
        title: `${fileName} could not be restored on trial`,
      }),
  });
  const integrityChecks: IntegrityChecks = new IntegrityChecks({
    now,
    due: () => service.health.due(),
    check: (thorough, signal) => service.health.check({ thorough, source: 'system', signal }),
    onProblems: (report) =>
      outcomes.tell({
        id: 'check',
        level: 'error',
        title: 'The check of the practice found a problem',
        message: checkedInWords(report),
        remedy: 'Open Backup, Health: it says what was found and what helps.',
      }),
    onFailed: (error) =>
      outcomes.tellFailure(error, { id: 'check', title: 'The practice could not be checked' }),
  });
  const pruning: Pruning = await Pruning.load({
    settings: catalog,
    now,
    prune: (signal) => service.retention.prune({ source: 'system', signal }),
    onRemoved: (message) =>
      outcomes.tell({ id: 'pruning', level: 'success', title: 'Old backups removed', message }),
    onFailed: (error) =>
      outcomes.tellFailure(error, { id: 'pruning', title: 'Old backups could not be removed' }),
  });
  const forgetDeleted = await ForgetDeleted.load({
    settings: catalog,
    now,
    deletions: () => diary.read(({ query }) => deletionIds(query)),
    forget: (ids, when) =>
      diary.change(async ({ query }) => {
        const forgotten = await forgetOldDeletions(query, ids, when);
        return { result: undefined, notes: [], touched: forgotten > 0 ? ['practice'] : [] };
      }),
  });
  const expirePoints = await ExpirePoints.load({
    settings: catalog,
    now,
    removeExpired: (last) => service.restorePoints.removeExpired(last),
    onRemoved: (message) => outcomes.tell({ level: 'info', title: 'Restore points', message }),
  });
  const ownOnly = (task: ScheduledTask): ScheduledTask => onlyInOwnPractice(task, isSample);
  const scheduler: Scheduler = createSchedulers(
    [
      automaticExport,
      ...[hearingReminders, forgetDeleted, drills, expirePoints, integrityChecks, pruning].map(ownOnly),
    ],
    log,
  );
  const diary = new Diary({
    session,
    audit: catalog.audit,
    actor: () => signedIn.actor,
    now,
    broadcast,
    log,
  });
  return {
    session,
    diary,
    audit: catalog.audit,
    signedIn,
    service,
    automaticExport,
    scheduler,
    grants: new GrantedPaths(now),
    settings: catalog,
    // SQLite itself takes back what an import left that did not end; there is nothing to clean up.
    imports: new EngineHost<ImportWork>({
      fork: () => forkEngine(builtMain),
      onTrouble: (what, error) => log.error(what, error),
    }),
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
    // What runs unasked keeps nobody's computer awake, and is nothing to wait for.
    const shown = progress?.yields ? null : progress;
    keepAwake(shown !== null);
    for (const window of BrowserWindow.getAllWindows())
      window.setProgressBar(shown === null ? -1 : shown.percent / 100);
    broadcast('backup:progress', progress);
  };
}
