/** For tests: the handlers over the real service, database and files of a new profile. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackupService, inPlaceRunner } from '@causebook/backup';
import type { EventName } from '@causebook/contracts';
import { inPlaceImports } from '@causebook/data';
import { Diary } from '../diary.ts';
import { GrantedPaths } from '../granted-paths.ts';
import { AutomaticExport } from '../jobs/automatic-export.ts';
import { createSchedulers } from '../jobs/schedulers.ts';
import { openProfile, type OpenProfile } from '../open-profile.ts';
import { SignedIn } from '../signed-in.ts';
import { allHandlers } from './index.ts';

export interface TestOffice {
  /** Removed, with the profile in it, by `close`. */
  readonly folder: string;
  readonly profile: OpenProfile;
  readonly handlers: ReturnType<typeof allHandlers>;
  /** The events that windows would have got, the oldest first. */
  readonly told: EventName[];
  close(): void;
}

const log = { info: () => {}, error: () => {} };

/** @param now the clock of the whole office */
export async function openTestOffice(now: () => Date = () => new Date()): Promise<TestOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'causebook-handlers-'));
  const profile = await openProfile(join(folder, 'profile'), now);
  const told: EventName[] = [];
  const broadcast = (event: EventName): void => void told.push(event);
  const { session, catalog } = profile;
  const automaticExport = await AutomaticExport.load({
    settings: catalog,
    now,
    exportNow: () => Promise.reject(new Error('not here')),
    onDone: () => {},
    onFailed: () => {},
  });
  const scheduler = createSchedulers([automaticExport], log);
  const service = new BackupService({
    ...profile,
    runner: inPlaceRunner,
    appVersion: '0.1.0',
    now,
    background: scheduler,
    onTrouble: () => {},
    onDataReplaced: () => broadcast('app:dataReplaced'),
  });
  const signedIn = new SignedIn();
  const diary = new Diary({
    session,
    audit: catalog.audit,
    actor: () => signedIn.actor,
    now,
    broadcast,
    log,
  });
  const handlers = allHandlers({
    session,
    diary,
    audit: catalog.audit,
    signedIn,
    service,
    automaticExport,
    scheduler,
    grants: new GrantedPaths(now),
    settings: catalog,
    imports: inPlaceImports,
    broadcast,
    now,
    today: () => '2026-05-04',
    appVersion: '0.1.0',
  });
  const close = (): void => {
    profile.close();
    rmSync(folder, { recursive: true });
  };
  return { folder, profile, handlers, told, close };
}
