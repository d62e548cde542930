/** README.txt of an archive: what the file is and how to get everything out of it without Causebook. */
import type { NeededArchive } from '@causebook/contracts';

export function readmeText(about: {
  readonly practiceName: string;
  readonly createdAt: string;
  readonly appVersion: string;
  readonly includeDatabase: boolean;
  readonly includeFiles: boolean;
  /** Null for a full backup. */
  readonly increment: {
    readonly needs: readonly NeededArchive[];
    readonly delta: { readonly pages: { readonly base: string } } | null;
  } | null;
}): string {
  if (about.increment) return incrementText(about, about.increment);
  const day = about.createdAt.slice(0, 10);
  const lines = [
    `Backup of ${about.practiceName || 'a law practice'}, made on ${day} by Causebook ${about.appVersion}.`,
    '',
    'What is in this ZIP file',
    ...(about.includeDatabase
      ? ['  database.sqlite       cases, hearings, tasks, orders, list of documents (an SQLite 3 database)']
      : []),
    ...(about.includeFiles
      ? ['  files/ab/ab12...      the documents, each named by the SHA-256 of its content']
      : []),
    '  SHA256SUMS            the SHA-256 of every file, to check that nothing has changed',
    '  backup-metadata.json  when and by what this backup was made, and how much is in it (if it was asked for)',
    '',
    'To restore it: open Causebook, Settings, Backup, "Restore from a ZIP file...", and choose this file.',
    '',
    'Without Causebook, in a terminal:',
    '  unzip this-file.zip -d backup && cd backup',
    '  sha256sum -c SHA256SUMS',
    ...(about.includeDatabase
      ? [
          '  sqlite3 database.sqlite "SELECT number, title, court, stage FROM cases ORDER BY number"',
          '  sqlite3 database.sqlite "SELECT day, time, title FROM hearings JOIN cases ON cases.id = caseId ORDER BY day"',
        ]
      : []),
    ...(about.includeDatabase && about.includeFiles
      ? [
          'To give every document its name again, in the folder "documents":',
          '  mkdir documents; sqlite3 -separator "|" database.sqlite \\',
          "    \"SELECT sha256, id || '-' || replace(name, '/', '_') FROM documents\" |",
          '    while IFS="|" read -r sum name; do cp "files/${sum%${sum#??}}/$sum" "documents/$name"; done',
        ]
      : []),
    '',
  ];
  return lines.join('\n');
}

interface Needs {
  readonly needs: readonly NeededArchive[];
  readonly delta: { readonly pages: { readonly base: string } } | null;
}

function incrementText(
  about: { readonly practiceName: string; readonly createdAt: string; readonly appVersion: string },
  { needs, delta }: Needs,
): string {
  const day = about.createdAt.slice(0, 10);
  const base = needs.find(({ backupId }) => backupId === delta?.pages.base);
  const lines = [
    `Incremental backup of ${about.practiceName || 'a law practice'}, made on ${day} by Causebook ${about.appVersion}.`,
    '',
    'It holds only what is new. It also needs, in the same folder:',
    ...needs.map(({ fileName, createdAt }) => `  ${fileName}  (made on ${createdAt.slice(0, 10)})`),
    '',
    'What is in this ZIP file',
    base
      ? `  database.pages        the pages of the database that differ from database.sqlite in ${base.fileName}`
      : '  database.sqlite       cases, hearings, tasks, orders, list of documents (an SQLite 3 database)',
    '  files/ab/ab12...      the documents that are new, each named by the SHA-256 of its content',
    '  DOCUMENTS             every document: its SHA-256, its size, and the id of the backup that holds it',
    '  SHA256SUMS            the SHA-256 of every file, to check that nothing has changed',
    '  backup-metadata.json  when and by what this backup was made, and the ids of the backups that it needs',
    '',
    'To restore it: open Causebook, Settings, Backup, "Restore from a ZIP file...", and choose this file.',
    '',
    'Without Causebook, in a terminal:',
    ...needs.map(
      ({ fileName }) => `  unzip -n ${quoted(fileName)} -d backup   # answer nothing: -n keeps what is there`,
    ),
    '  unzip -o this-file.zip -d backup && cd backup',
    '  sha256sum -c SHA256SUMS',
    ...(base ? PAGES_BY_HAND : []),
    '  sqlite3 database.sqlite "SELECT number, title, court, stage FROM cases ORDER BY number"',
    '',
  ];
  return lines.join('\n');
}

/** For a shell. A person may have given the file another name, and any name can be given to a file. */
const quoted = (name: string): string =>
  /^[\w.-]+$/.test(name) && !name.startsWith('-') ? name : `'./${name.replaceAll("'", `'\\''`)}'`;

/** docs/backup-format.md has the format. */
const PAGES_BY_HAND = [
  "  python3 - <<'END'",
  '  import struct',
  "  pages = open('database.pages', 'rb')",
  "  database = open('database.sqlite', 'r+b')",
  "  assert pages.read(8) == b'CBPAGES1'",
  "  size, count = struct.unpack('<II', pages.read(8))",
  '  while head := pages.read(4):',
  "      database.seek((struct.unpack('<I', head)[0] - 1) * size)",
  '      database.write(pages.read(size))',
  '  database.truncate(count * size)',
  '  END',
];
