/**
 * The person's region in English words, which is what Causebook speaks: dates and numbers as they are written there.
 * @param preferred as the system or the browser names it
 */
export function englishLocale(preferred: string | undefined): string {
  try {
    const { language, region } = new Intl.Locale(preferred ?? 'en');
    if (language === 'en' && preferred) return preferred;
    return region ? `en-${region}` : 'en';
  } catch (error) {
    if (error instanceof RangeError) return 'en';
    throw error;
  }
}
