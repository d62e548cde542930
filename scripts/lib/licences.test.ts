import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { licences } from '../../src/renderer/features/settings/licences.ts';

test.each(licences.flatMap(({ licence, packages }) => packages.map((name) => [name, licence] as const)))(
  '%s is under the licence that the list says',
  (name, licence) => {
    const { license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as {
      license: string;
    };
    expect(license).toBe(licence);
  },
);
