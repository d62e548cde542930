/** Commands about the health of the live practice. */
import type { CheckResult } from '@causebook/contracts';
import { noArguments, profileFolder } from '../arguments.ts';
import { told, type Command } from '../command.ts';
import { withHeldProfile } from '../profile-session.ts';

function linesOf({ check, passed, message, details, more }: CheckResult): string[] {
  const first = `${passed ? 'ok     ' : 'PROBLEM'}  ${check}  ${message}`;
  if (passed) return [first];
  return [
    first,
    ...details.map((detail) => `         ${detail}`),
    ...(more > 0 ? [`         and ${more} more`] : []),
  ];
}

export const check: Command = {
  usage: 'check [--thorough]',
  about:
    'Checks the practice; with --thorough every byte of every document is read. Exits with 1 when something is wrong.',
  options: ['thorough'],
  run: async ({ values, positionals, signal, ...hooks }) => {
    noArguments(positionals);
    return withHeldProfile(profileFolder(values), hooks, async ({ service }) => {
      const { report, message } = await service.health.check({ thorough: values.thorough === true, signal });
      const isWell = report.failedChecks === 0;
      return {
        value: { success: isWell, message, report },
        lines: [...report.checks.flatMap(linesOf), message],
        exitCode: isWell ? 0 : 1,
      };
    });
  },
};

export const heal: Command = {
  usage: 'heal',
  about:
    'Reads every document and brings back from the backups what is missing or damaged. Exits with 1 when one is in no backup.',
  options: [],
  run: async ({ values, positionals, signal, ...hooks }) => {
    noArguments(positionals);
    return withHeldProfile(profileFolder(values), hooks, async ({ service }) => {
      const answer = await service.health.heal('all', signal);
      const result = told(answer);
      const isWhole = answer.lostCount === 0;
      const named = answer.lost.map(({ name, caseName }) => `lost  ${name}${caseName && `  ${caseName}`}`);
      return {
        value: { ...result.value, success: isWhole },
        lines: [...result.lines, ...named, ...answer.unusable],
        exitCode: isWhole ? 0 : 1,
      };
    });
  },
};
