/** README.txt of an archive: what the file is and how to get everything out of it without Causebook. */

export function readmeText(about: {
  readonly practiceName: string;
  readonly createdAt: string;
  readonly appVersion: string;
  readonly includeDatabase: boolean;
  readonly includeFiles: boolean;
}): string {
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
