/** The day of an instant by the calendar where the computer is, `YYYY-MM-DD`. */
export function localDay(instant: string): string {
  const date = new Date(instant);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const year = String(date.getFullYear()).padStart(4, '0');
  return `${year}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}
