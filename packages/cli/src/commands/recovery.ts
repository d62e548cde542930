/** The way out of a damaged practice: a look at it, and the steps that build a new state from it. */
import { counted, shareInWords } from '@causebook/backup';
import { BackupId, type RepairChoice } from '@causebook/contracts';
import { noArguments, profileFolder, requireYes, UsageError, type OptionValues } from '../arguments.ts';
import { told, type Command } from '../command.ts';
import type { CommandResult } from '../output.ts';
import { withHeldProfile, type OpenProfile } from '../profile-session.ts';

export const repair: Command = {
  usage: 'repair [--rung reindex|backup|salvage] [--backup ID] [--newer all|none] --yes',
  about:
    'Without --rung: looks at the database and says what can be done. With it: makes a new state; the damaged one is kept.',
  options: ['rung', 'backup', 'newer', 'yes'],
  run: async ({ values, positionals, signal, ...hooks }) => {
    noArguments(positionals);
    const { rung } = values;
    if (rung === undefined) return withHeldProfile(profileFolder(values), hooks, look);
    const begin = await chosen(values, rung);
    requireYes(values, 'This replaces the practice with a new state; the damaged one is kept.');
    return withHeldProfile(profileFolder(values), hooks, async (profile) => {
      const answer = await profile.service.repairs.repair(await begin(profile), null, signal);
      const result = told(answer);
      return {
        ...result,
        lines: [...result.lines, ...(answer.setAsideIn === null ? [] : [answer.setAsideIn])],
      };
    });
  },
};

/** What was typed; which backup it means is only known once the profile is open. */
async function chosen(
  { backup, newer = 'all' }: OptionValues,
  rung: string,
): Promise<(profile: OpenProfile) => Promise<RepairChoice>> {
  if (rung === 'reindex' || rung === 'salvage') return async () => ({ way: rung });
  if (rung !== 'backup') throw new UsageError('--rung takes reindex, backup or salvage.');
  if (newer !== 'all' && newer !== 'none') throw new UsageError('--newer takes all or none.');
  const id = backup === undefined ? null : BackupId.safeParse(backup);
  if (id?.success === false)
    throw new UsageError('--backup takes the id of a backup. "causebook list" shows the ids.');
  return async ({ service }) => {
    const first = (await service.repairs.options()).backups[0]?.backupId;
    const backupId = id?.data ?? first;
    if (backupId === undefined) throw new UsageError('There is no backup that can be used.');
    return { way: 'merge', backupId, chosen: newer };
  };
}

async function look({ service }: OpenProfile): Promise<CommandResult> {
  const options = await service.repairs.options();
  const examination = options.canExamine ? await service.repairs.examine('terminal') : null;
  const lines = [
    examination?.message ??
      'Which state is the live one cannot be told. "causebook restore-points" lists them.',
  ];
  if (examination?.damage.kind === 'index') lines.push('  --rung reindex   every entry is kept');
  for (const { backupId, createdAt, proof } of options.backups.slice(0, 3))
    lines.push(
      `  --rung backup --backup ${backupId}   of ${createdAt}${proof === 'none' ? '' : `, ${proof}`}`,
    );
  if (examination && examination.damage.kind !== 'none')
    lines.push(`  --rung salvage   ${shareInWords(examination.report)}`);
  for (const { label } of examination?.report.lost.slice(0, 20) ?? []) lines.push(`  not readable: ${label}`);
  const more = (examination?.report.missing ?? 0) - Math.min(examination?.report.lost.length ?? 0, 20);
  if (more > 0) lines.push(`  and ${counted(more, 'more entry', 'more entries')}`);
  const { damage = null, report = null } = examination ?? {};
  return { value: { success: true, damage, report, ...options }, lines };
}
