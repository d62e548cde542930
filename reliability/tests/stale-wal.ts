/** Journals of another database lie beside the live one, or beside the one that a restore makes: no row of them comes back. */
import { cp, rm } from 'node:fs/promises';
import { generationFolder, liveGeneration, openDatabase, profilePaths } from '@causebook/data';
import { folderFor, type Context } from '../context.ts';
import { none, type Line } from '../line.ts';
import { withProfile } from '../profile.ts';
import { digestOf, setStage } from '../stage.ts';

const SUFFIXES = ['-wal', '-shm', '-journal'] as const;

/** Every choice of journals that can be left. */
const combinations = Array.from({ length: 7 }, (_, index) =>
  SUFFIXES.filter((_suffix, bit) => ((index + 1) >> bit) & 1),
);

export async function staleWal(context: Context): Promise<Line[]> {
  const stage = await setStage(folderFor(context, 'stage'));
  let foreign = 0;
  let broken = 0;
  for (const [index, suffixes] of combinations.entries()) {
    const folder = folderFor(context, `stale-${index}`);
    await cp(stage.template, folder, { recursive: true });
    const paths = profilePaths(folder);
    const left = generationFolder(paths, (await liveGeneration(paths))!).database;
    const journals = await journalsOfAnotherTime(left, folderFor(context, `other-${index}`));
    await withProfile(folder, ({ service }) => service.restores.restore({ backupId: stage.backupId }, null));
    const restored = generationFolder(paths, (await liveGeneration(paths))!).database;
    // As if a tool, or a copy by hand, had brought the journals of the state before.
    for (const suffix of suffixes) {
      if (suffix !== '-journal') await cp(journals + suffix, left + suffix);
    }
    const digest = await withProfile(folder, ({ session }) => digestOf(session)).catch((error: unknown) => {
      broken += 1;
      context.say(`stale ${suffixes.join(' ')} beside ${restored}: ${String(error)}`);
      return stage.other;
    });
    if (digest !== stage.other) foreign += 1;
    await rm(folder, { recursive: true });
  }
  return [none('stale-wal: rows of another state', foreign), none('stale-wal: does not open', broken)];
}

/** A WAL with a commit in it, as a crash leaves it. @returns the path of the database that it belongs to */
async function journalsOfAnotherTime(database: string, folder: string): Promise<string> {
  const copy = `${folder}.sqlite`;
  await cp(database, copy);
  const open = openDatabase(copy);
  open.pragma('wal_autocheckpoint = 0');
  open.prepare(`INSERT INTO settings (key, value) VALUES ('foreign', 'row')`).run();
  const kept = `${folder}-kept.sqlite`;
  for (const suffix of ['', '-wal', '-shm']) await cp(copy + suffix, kept + suffix);
  open.close();
  return kept;
}
