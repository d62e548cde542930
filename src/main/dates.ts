/** Moments in main's own sentences, in the form that the screen gives them (`src/renderer/format.ts`). */
import { englishLocale } from '@causebook/contracts';

interface Place {
  /** That of the computer where it is not given. */
  readonly locale?: string | undefined;
  readonly timeZone?: string;
}

/** `20 November 2026, 14:05`; the day first wherever the person lives, the time as the region writes it. */
export function momentInWords(instant: string, { locale, timeZone }: Place = {}): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const at = new Date(instant);
  const own = locale ?? new Intl.DateTimeFormat().resolvedOptions().locale;
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', ...zone });
  const time = new Intl.DateTimeFormat(englishLocale(own), { timeStyle: 'short', ...zone });
  return `${day.format(at)}, ${time.format(at)}`;
}
