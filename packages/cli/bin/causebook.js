#!/usr/bin/env node
// The door of the command line: refuses an old Node in one line, because better-sqlite3 would crash on it.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Causebook needs Node 24 or newer, and this is ${process.versions.node}. In the repository, run it as: npx causebook`,
  );
  process.exit(1);
}
// What it writes is for this account only, whatever the system's habit is.
process.umask(0o077);
// Whoever reads may stop reading (`| head`); the work goes on, and the exit code tells its outcome.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
const { main } = await import('../src/main.ts');
process.exitCode = await main(process.argv.slice(2));
