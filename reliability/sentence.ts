/** What a full run found, in one paragraph of the README: every figure in it comes from the run. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Line } from './line.ts';

const OPEN = '<!-- reliability: written by `npm run reliability -- --write` -->';
const CLOSE = '<!-- /reliability -->';

const integer = new Intl.NumberFormat('en');

/** How many of how many, over all lines whose name fits. */
function added(lines: readonly Line[], name: RegExp): { done: number; of: number } {
  const fitting = lines.filter((line) => name.test(line.name));
  const pairs = fitting.map(({ value }) => value.split(' of ').map(Number));
  return {
    done: pairs.reduce((sum, [done = 0]) => sum + done, 0),
    of: pairs.reduce((sum, [done = 0, of = done]) => sum + of, 0),
  };
}

const inWords = ({ done, of }: { done: number; of: number }): string =>
  done === of ? `all ${integer.format(of)}` : `${integer.format(done)} of ${integer.format(of)}`;

/** @param bugs how many there are; a run tries a part of them */
export function sentenceOf(lines: readonly Line[], bugs: number): string {
  const faults = added(lines, /^(kill|torn|full-from|full-once|device-error|nested-kill).*: old or new$/);
  const power = added(lines, /^power-.*: old or new$/);
  const lost = added(lines, /(acknowledged and lost|acknowledged entries lost)$/);
  const opens = added(lines, /^full-disk-.*: opens again$/);
  const damaged = added(
    lines,
    /^(mutations: refused|increment mutations: of the (increment|base), refused.*)$/,
  );
  const attacks = added(lines, /^attacks( on increments)?: refused in words$/);
  const restored = added(lines, /^(sequences|increments): backups that restore/);
  const found = added(lines, /^seeded bugs: caught$/);
  return [
    `A restore, an undo, a backup, a deletion and the removal of old backups were killed, refused and starved of room before`,
    `every call that changes something on the disk, and torn at every write; repairs, increments, consolidations and other`,
    `deletions before some of them: in ${inWords(faults)} cases the practice was exactly the old one or exactly the new one`,
    `afterwards, and in ${inWords(power)} where the power was cut instead. Entries and changes that had been acknowledged and`,
    `were lost: ${lost.done}. On full disks the practice opened again in ${inWords(opens)} cases. Of damaged archives`,
    `${inWords(damaged)} were refused, or the damage lay where nothing is needed and the restore was right; of crafted ones`,
    `${inWords(attacks)} were refused. After random days of an office, ${inWords(restored)} backups restored to exactly what`,
    `had been backed up. Of ${bugs} bugs that can be put in on purpose ${integer.format(found.of)} were tried, and`,
    `${inWords(found)} found.`,
  ].join(' ');
}

/** Puts the paragraph between its marks. @throws when the README has lost them */
export function writeSentence(readme: string, lines: readonly Line[], bugs: number): void {
  const text = readFileSync(readme, 'utf8');
  const [from, to] = [text.indexOf(OPEN), text.indexOf(CLOSE)];
  if (from < 0 || to < from) throw new Error(`${readme} has no place for what the reliability suite found.`);
  const before = text.slice(0, from + OPEN.length);
  writeFileSync(readme, `${before}\n\n${sentenceOf(lines, bugs)}\n\n${text.slice(to)}`);
}
