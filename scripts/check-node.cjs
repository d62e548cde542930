// Stops with one clear line under a Node that is too old for the rest; plain CommonJS, so that any Node can read it.
'use strict';

const LEAST = 24;

if (Number(process.versions.node.split('.')[0]) < LEAST) {
  console.error(
    `Causebook needs Node ${LEAST}, but this is ${process.versions.node}; run it through npm run or npx in the repository.`,
  );
  process.exit(1);
}
