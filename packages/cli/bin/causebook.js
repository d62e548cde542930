#!/usr/bin/env node
// The door of the command line: refuses an old Node in one line, because better-sqlite3 would crash on it.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Causebook needs Node 24 or newer, and this is ${process.versions.node}. In the repository, run it as: npx causebook`,
  );
  process.exit(1);
}
const { main } = await import('../src/main.ts');
process.exitCode = await main(process.argv.slice(2));
