/** What came of a recovery, in words. Only what lost nothing is called repaired. */
import type { RepairChoice, SalvageReport } from '@causebook/contracts';
import type { RepairAnswer } from '../engine/tasks.ts';
import { counted, practiceInWords } from '../words.ts';

const number = new Intl.NumberFormat('en');

/** "19,981 of at least 20,000 entries". */
export function shareInWords({ read, missing, setAside }: SalvageReport): string {
  const all = read + missing + setAside;
  return `${number.format(read)} of at least ${counted(all, 'entry', 'entries')}`;
}

/** How the state that it made is called, without a full stop. */
export function recoveryLabel({ report, merged }: RepairAnswer, { way }: RepairChoice): string {
  switch (way) {
    case 'reindex':
      return 'Repaired: every entry was kept';
    case 'salvage':
      return report === null ? 'Salvaged' : `Salvaged: ${shareInWords(report)}`;
    case 'merge':
      return merged === null || merged.merged === 0
        ? 'Restored from a backup'
        : `Restored from a backup, with ${counted(merged.merged, 'newer entry', 'newer entries')}`;
    default:
      return way satisfies never;
  }
}

export function recoveredInWords(answer: RepairAnswer, choice: RepairChoice): string {
  const { counts, errors } = answer;
  const rest = [...extras(answer), ...errors].map((sentence) => ` ${sentence}`).join('');
  switch (choice.way) {
    case 'reindex':
      return `Your practice is repaired. Every entry was kept: ${practiceInWords(counts)}.${rest}`;
    case 'salvage':
      return `Recovered ${answer.report === null ? practiceInWords(counts) : shareInWords(answer.report)}.${rest}`;
    case 'merge':
      return `${recoveryLabel(answer, choice)}: ${practiceInWords(counts)}.${rest}`;
    default:
      return choice satisfies never;
  }
}

function extras({ report, merged, setAsideIn }: RepairAnswer): string[] {
  const sentences: string[] = [];
  if (report && report.missing > 0)
    sentences.push(
      report.missing === 1
        ? 'One entry could not be read.'
        : `${number.format(report.missing)} entries could not be read.`,
    );
  if (report && report.placeholders > 0)
    sentences.push(
      `${counted(report.placeholders, 'case')} could not be read and ${report.placeholders === 1 ? 'is' : 'are'} there by name only.`,
    );
  if (merged && merged.casesBrought > 0)
    sentences.push(
      `${counted(merged.casesBrought, 'case')} came with what belongs to ${merged.casesBrought === 1 ? 'it' : 'them'}.`,
    );
  if (merged && merged.refused > 0)
    sentences.push(
      `${counted(merged.refused, 'entry', 'entries')} could not be taken over, because the case is not there.`,
    );
  if (setAsideIn !== null) sentences.push('What does not fit is kept aside.');
  return sentences;
}
