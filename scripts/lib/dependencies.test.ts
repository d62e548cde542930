/** What must be true of the packages we use and of the Node that runs them, or backups cannot be trusted. */
import { readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import extractZip from 'extract-zip';
import { describe, expect, test } from 'vitest';
import { craftZip } from '../../packages/backup/test/crafted-zip.ts';

interface Package {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
}

const repository = join(import.meta.dirname, '../..');
const json = <Content>(...path: readonly string[]): Content =>
  JSON.parse(readFileSync(join(repository, ...path), 'utf8')) as Content;
const locked = Object.entries(
  json<{ packages: Readonly<Record<string, Package>> }>('package-lock.json').packages,
);

/** -1, 0 or 1, as the first is older, the same or newer. */
function compared(one: string, other: string): number {
  const [left, right] = [one, other].map((version) =>
    version.split('.').map((part) => Number.parseInt(part, 10)),
  );
  const index = left!.findIndex((part, at) => part !== right![at]);
  return index === -1 ? 0 : Math.sign(left![index]! - right![index]!);
}

const YAUZL = '3.3.1';

describe('yauzl, which reads what comes from elsewhere', () => {
  test(`is ${YAUZL} or newer everywhere, also below extract-zip`, () => {
    const found = locked.filter(([path]) => path.endsWith('node_modules/yauzl'));
    expect(found.length).toBeGreaterThan(0);
    for (const [path, { version }] of found) {
      expect([path, compared(version!, YAUZL) >= 0]).toEqual([path, true]);
      expect(json<Package>(path, 'package.json').version).toBe(version);
    }
    const seenByExtractZip = createRequire(join(repository, 'node_modules/extract-zip/index.js'));
    const { version } = seenByExtractZip('yauzl/package.json') as Package;
    expect(compared(version!, YAUZL)).toBeGreaterThanOrEqual(0);
  });

  test('is put below every extract-zip by an override, which asks for an older one', () => {
    const wanting = locked.filter(([, { dependencies }]) => dependencies?.['yauzl'] !== undefined);
    expect(wanting.map(([path]) => path)).toContain('node_modules/extract-zip');
    expect(json<Package>('package.json').overrides?.['yauzl']).toBe(`^${YAUZL}`);
  });
});

/** Unzipping stalls for ever on these. */
const broken = (version: string): boolean =>
  compared(version, '24.16.0') >= 0 && compared(version, '24.18.0') < 0;

describe('Node', () => {
  test('is none of those on which unzipping stalls', () => {
    expect(broken(process.versions.node)).toBe(false);
    const pinned = locked.filter(([path]) => /(^|\/)node_modules\/node$/.test(path));
    expect(pinned.length).toBeGreaterThan(0);
    for (const [, { version }] of pinned) expect(broken(version!)).toBe(false);
    expect(['24.15.0', '24.16.0', '24.17.3', '24.18.0', '26.0.0'].map(broken)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  test('unzips 5 MB stored and 50 MB deflated, and ends', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'causebook-probe-'));
    try {
      const text = Buffer.from('The matter is adjourned to the next date. '.repeat(1_200_000));
      const archive = join(folder, 'probe.zip');
      const entries = [
        { name: 'stored', content: text.subarray(0, 5_000_000) },
        { name: 'deflated', content: text.subarray(0, 50_000_000), deflate: true },
      ];
      await writeFile(archive, craftZip(entries));
      await extractZip(archive, { dir: join(folder, 'out') });
      expect(statSync(join(folder, 'out/stored')).size).toBe(5_000_000);
      expect(statSync(join(folder, 'out/deflated')).size).toBe(50_000_000);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
