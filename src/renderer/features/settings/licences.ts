/** What others made and Causebook carries with it, and under which licence. */
export interface Licence {
  readonly name: string;
  /** SPDX. */
  readonly licence: string;
  /** The npm packages that it stands for; none where it comes inside another. */
  readonly packages: readonly string[];
}

export const licences: readonly Licence[] = [
  { name: 'Electron', licence: 'MIT', packages: ['electron'] },
  { name: 'Chromium', licence: 'BSD-3-Clause and others', packages: [] },
  { name: 'Node.js', licence: 'MIT', packages: [] },
  { name: 'SQLite', licence: 'Public domain', packages: [] },
  { name: 'better-sqlite3', licence: 'MIT', packages: ['better-sqlite3'] },
  { name: 'Kysely', licence: 'MIT', packages: ['kysely'] },
  { name: 'React', licence: 'MIT', packages: ['react', 'react-dom'] },
  { name: 'Mantine', licence: 'MIT', packages: ['@mantine/core', '@mantine/hooks'] },
  { name: 'TanStack Virtual', licence: 'MIT', packages: ['@tanstack/react-virtual'] },
  { name: 'react-hot-toast', licence: 'MIT', packages: ['react-hot-toast'] },
  { name: 'Zustand', licence: 'MIT', packages: ['zustand'] },
  { name: 'Zod', licence: 'MIT', packages: ['zod'] },
  { name: 'PDF.js', licence: 'Apache-2.0', packages: ['pdfjs-dist'] },
  { name: 'archiver', licence: 'MIT', packages: ['archiver'] },
  { name: 'yauzl', licence: 'MIT', packages: ['yauzl'] },
  { name: 'extract-zip', licence: 'BSD-2-Clause', packages: ['extract-zip'] },
  { name: 'csv-parse', licence: 'MIT', packages: ['csv-parse'] },
  { name: 'read-excel-file', licence: 'MIT', packages: ['read-excel-file'] },
  { name: 'ical-generator', licence: 'MIT', packages: ['ical-generator'] },
];
