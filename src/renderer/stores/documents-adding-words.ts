/** How adding files went, in the words of one toast. */
import type { AddedDocument } from '@causebook/contracts';
import { format } from '../format.ts';
import type { Notice } from '../notify.tsx';

export interface FailedFile {
  readonly name: string;
  readonly message: string;
}

export interface AddingResult {
  readonly added: readonly AddedDocument[];
  readonly failed: readonly FailedFile[];
  /** Left out because the person stopped it. */
  readonly skipped: number;
}

/** Names in one toast; the rest are counted. */
const NAMED = 8;

const files = (count: number): string => format.count(count, 'file', 'files');

export function outcomeOf({ added, failed, skipped }: AddingResult): Omit<Notice, 'id'> {
  const stopped = skipped > 0 ? ` You stopped it: ${files(skipped)} ${isOrAre(skipped)} left out.` : '';
  const duplicates = duplicatesInWords(added);
  if (failed.length > 0) {
    const all = added.length + failed.length;
    return {
      level: 'error',
      title: added.length === 0 ? 'Nothing was added' : `${added.length} of ${files(all)} added`,
      message: `${reasons(failed)}${stopped}${duplicates}`,
      remedy:
        added.length === 0
          ? 'Choose other files, or try again when the reason is gone.'
          : 'All other files were added. Add these again when the reason is gone.',
    };
  }
  if (added.length === 0) return { level: 'info', message: `Nothing was added.${stopped}` };
  const [only] = added;
  const what =
    only && added.length === 1
      ? `${only.document.name} (${format.bytes(only.document.size)})`
      : format.count(added.length, 'document', 'documents');
  return {
    level: duplicates === '' && stopped === '' ? 'success' : 'info',
    message: `Added ${what}.${duplicates}${stopped}`,
  };
}

const isOrAre = (count: number): string => (count === 1 ? 'is' : 'are');

function reasons(failed: readonly FailedFile[]): string {
  const sentences = failed
    .slice(0, NAMED)
    .map(({ name, message }) => (message.includes(name) ? message : `${name}: ${message}`));
  const more = failed.length - sentences.length;
  return [...sentences, ...(more > 0 ? [`And ${files(more)} more.`] : [])].join(' ');
}

function duplicatesInWords(added: readonly AddedDocument[]): string {
  const names = added
    .filter(({ isDuplicateInCase }) => isDuplicateInCase)
    .map(({ document }) => document.name);
  if (names.length === 0) return '';
  if (added.length === 1) {
    const where = added[0]?.document.case ? 'in this case' : 'among the documents without a case';
    return ` The same file is ${where} already, perhaps under another name.`;
  }
  const shown = names.slice(0, NAMED);
  const rest = names.length - shown.length;
  const list = format.list([...shown, ...(rest > 0 ? [`${format.integer(rest)} more`] : [])]);
  return ` The same content was there already: ${list}.`;
}
