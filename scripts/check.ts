/** `npm run check`: format, lint, types and unit tests, as often as one likes. */
import './lib/require-node.ts';
import { runStep } from './lib/run-step.ts';
import { staticChecks } from './lib/static-checks.ts';

for (const step of [...staticChecks(), { name: 'unit tests', command: 'vitest', args: ['run'] }]) {
  if (!(await runStep(step))) process.exit(1);
}
