/** What people type into the search: every state of the field while they type it. */

const typed = [
  'rao',
  'rao v iyer',
  'iyer',
  'fernandes dharwad',
  "d'souza",
  'José',
  'wp 12',
  'wp(c) 1204/2025',
  'crl.a 18',
  '123/2024',
  '2025',
  'karnataka',
  'state of karnataka',
  'high court bengaluru',
  'family court mysuru',
  'sale deed',
  'interim order',
  'order on ia 1',
  'vakalatnama rao',
  'court fee',
  'exhibit p-4',
  'circular electronic filing',
  'draft affidavit',
  'mediation',
  'client prefers calls',
  'ग्राहक',
  'deputy commissioner',
  'blue lotus',
  'cnr kabc01',
  'fir 12',
  'guarantor gill',
  'nobody is called so',
] as const;

/** Every beginning of each of them, without doubles. */
export const questions: readonly string[] = [
  ...new Set(
    typed.flatMap((text) => Array.from({ length: text.length }, (_, end) => text.slice(0, end + 1).trim())),
  ),
];
