/** What is checked without running anything: format, lint with the layer rules, and the types of every room. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository, type Step } from './run-step.ts';

interface Project {
  readonly references: readonly { readonly path: string }[];
}

export function staticChecks(): Step[] {
  const { references } = JSON.parse(readFileSync(join(repository, 'tsconfig.json'), 'utf8')) as Project;
  return [
    { name: 'format', command: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
    { name: 'lint', command: 'oxlint', args: ['--deny-warnings'] },
    ...references.map(({ path }) => ({ name: `types of ${path}`, command: 'tsc', args: ['-p', path] })),
  ];
}
