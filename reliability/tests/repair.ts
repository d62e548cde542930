/** Two hundred damaged databases: what is read of them was written once, what is told is so, and the damaged file stays. */
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RowKind } from '@causebook/contracts';
import {
  checkpoint,
  countPractice,
  examineDamage,
  fillWithSample,
  hashDamaged,
  integrityProblems,
  migrate,
  openDatabase,
  openReadOnly,
  practiceTables,
  profilePaths,
  type Examined,
} from '@causebook/data';
import { Chance } from '../chance.ts';
import { folderFor, type Context } from '../context.ts';
import { all, atLeast, none, type Line } from '../line.ts';

const PAGE = 4096;

interface Damaged {
  readonly name: 'pages' | 'one page' | 'bits' | 'cut off' | 'head';
  readonly harm: (bytes: Buffer, chance: Chance) => Buffer;
}

const somePages = (bytes: Buffer, chance: Chance, count: number): Buffer => {
  const copy = Buffer.from(bytes);
  for (let index = 0; index < count; index += 1) {
    const page = 1 + chance.below(bytes.length / PAGE - 1);
    copy.fill(0, page * PAGE, (page + 1) * PAGE);
  }
  return copy;
};

/** A little more than one page in a hundred, as ten of 921 are. */
const tenOf921 = (bytes: Buffer): number => Math.ceil((10 / 921) * (bytes.length / PAGE));

const damages: readonly Damaged[] = [
  { name: 'pages', harm: (bytes, chance) => somePages(bytes, chance, tenOf921(bytes)) },
  { name: 'one page', harm: (bytes, chance) => somePages(bytes, chance, 1) },
  {
    name: 'bits',
    harm: (bytes, chance) => {
      const copy = Buffer.from(bytes);
      const at = chance.below(bytes.length);
      copy[at] = copy[at]! ^ (1 << chance.below(8));
      return copy;
    },
  },
  { name: 'cut off', harm: (bytes, chance) => bytes.subarray(0, PAGE + chance.below(bytes.length - PAGE)) },
  {
    name: 'head',
    harm: (bytes, chance) => {
      const copy = Buffer.from(bytes);
      chance.bytes(100).copy(copy, 0);
      return chance.below(2) === 0 ? copy : copy.fill(0, 0, PAGE);
    },
  },
];

type Rows = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Every row as JSON, by table and key. */
function rowsOf(path: string): Rows {
  const database = openReadOnly(path);
  try {
    return new Map(
      practiceTables.map(({ name, key }) => {
        const found = database.prepare<[], Record<string, unknown>>(`SELECT * FROM ${name}`).all();
        return [name, new Map(found.map((row) => [String(row[key]), JSON.stringify(row)]))] as const;
      }),
    );
  } finally {
    database.close();
  }
}

const sizeOf = (rows: Rows): number => [...rows.values()].reduce((sum, { size }) => sum + size, 0);

/** A practice with a history: rows were deleted, and their pages given up. */
async function soundPractice(context: Context): Promise<string> {
  const path = folderFor(context, 'sound.sqlite');
  const database = openDatabase(path, { create: true });
  migrate(database);
  const request = { seed: 5, cases: 250, documents: 40, bytes: 400_000 };
  await fillWithSample(profilePaths(folderFor(context, 'profile')), database, {
    ...request,
    today: '2026-11-20',
  });
  database.exec('DELETE FROM hearings WHERE rowid BETWEEN 200 AND 420');
  database.exec(`UPDATE cases SET notes = notes || ' Called again.' WHERE rowid % 3 = 0`);
  checkpoint(database);
  database.close();
  return path;
}

interface Judged {
  readonly share: number;
  readonly invented: number;
  readonly isTrue: boolean;
  readonly isUntouched: boolean;
  readonly isWhole: boolean;
}

export async function repair(context: Context): Promise<Line[]> {
  const chance = new Chance(context.seed);
  const sound = await soundPractice(context);
  const bytes = await readFile(sound);
  const rows = rowsOf(sound);
  const number = context.isQuick ? 20 : 200;
  const judged: (Judged & { readonly name: Damaged['name'] })[] = [];
  for (let index = 0; index < number; index += 1) {
    const { name, harm } = damages[index % damages.length]!;
    const folder = folderFor(context, `damaged-${index}`);
    await mkdir(join(folder, 'work'), { recursive: true });
    const path = join(folder, 'database.sqlite');
    await writeFile(path, harm(bytes, chance));
    const verdict = await judge(path, join(folder, 'work'), rows, name === 'bits');
    judged.push({ name, ...verdict });
    if (verdict.invented > 0 || !verdict.isTrue || !verdict.isUntouched || !verdict.isWhole) {
      context.say(`damaged database ${index} (${name}): ${JSON.stringify(verdict)}`);
      await copyFile(path, `${folder}.kept`);
    }
    await rm(folder, { recursive: true, force: true });
  }
  const count = (is: (one: Judged) => boolean): number => judged.filter(is).length;
  const pages = judged.filter(({ name }) => name === 'pages');
  const share = pages.reduce((sum, one) => sum + one.share, 0) / pages.length;
  return [
    all(
      'repair: damaged file untouched',
      count(({ isUntouched }) => isUntouched),
      number,
    ),
    // 98.7 in the mean of many runs; which pages are lost is chance, and few databases say less about the mean.
    atLeast(
      'repair: rows in 100 at 10 of 921 pages',
      Math.round(share * 10_000) / 100,
      context.isQuick ? 97 : 98.2,
    ),
    none(
      'repair: invented rows',
      judged.reduce((sum, { invented }) => sum + invented, 0),
    ),
    all(
      'repair: counts in the report exact',
      count(({ isTrue }) => isTrue),
      number,
    ),
    all(
      'repair: result whole',
      count(({ isWhole }) => isWhole),
      number,
    ),
  ];
}

async function judge(path: string, workspace: string, rows: Rows, isBit: boolean): Promise<Judged> {
  const before = await hashDamaged(path);
  const examined = await examineDamage(path, workspace, { isOpen: false, now: new Date() });
  const found = rowsOf(examined.database);
  const { kept, invented } = compared(rows, found, isBit);
  return {
    share: kept / sizeOf(rows),
    invented,
    isTrue: isReportTrue(examined, rows, found),
    isUntouched: (await hashDamaged(path)) === before,
    isWhole: isSound(examined.database),
  };
}

/** A case that stands there by name only was told of; a link to what is missing was cleared. Neither is invented. */
const links = ['lawyerId', 'importId', 'assigneeId', 'hearingId', 'documentId'];

function compared(rows: Rows, found: Rows, isBit: boolean): { kept: number; invented: number } {
  let kept = 0;
  let invented = 0;
  let altered = 0;
  for (const [table, entries] of found) {
    for (const [key, row] of entries) {
      const was = rows.get(table)!.get(key);
      if (was === row) kept += 1;
      else if (was !== undefined && isSameButLinks(was, row)) kept += 1;
      else if (isPlaceholder(row) || (table === 'settings' && key === 'practice.id')) continue;
      // Nothing in a database tells that a letter in it was another one: a bit may have changed one row, and no more.
      else if (isBit && altered === 0) altered += 1;
      else invented += 1;
    }
  }
  return { kept, invented };
}

const isPlaceholder = (row: string): boolean => row.includes('could not be read');

function isSameButLinks(was: string, is: string): boolean {
  const [before, after] = [was, is].map((text) => JSON.parse(text) as Record<string, unknown>) as [
    Record<string, unknown>,
    Record<string, unknown>,
  ];
  return Object.keys(before).every(
    (column) => before[column] === after[column] || (links.includes(column) && after[column] === null),
  );
}

/** What it says to have read is there; what it says to be missing was there and is not. */
function isReportTrue({ salvaged, database }: Examined, rows: Rows, found: Rows): boolean {
  const tables = new Map<RowKind, string>(
    salvaged.kinds.map(({ kind }, index) => [kind, practiceTables[index]!.name]),
  );
  const isReadTrue = salvaged.kinds.every(({ kind, read }) => {
    const table = found.get(tables.get(kind)!)!;
    const extra = kind === 'case' ? salvaged.placeholders : 0;
    const given = kind === 'setting' && !rows.get('settings')!.has('practice.id') ? 1 : 0;
    return read + extra + given === table.size || (kind === 'setting' && read + 1 === table.size);
  });
  const placeholders = [...found.get('cases')!.values()].filter(isPlaceholder).length;
  // A practice that lost its id is given a new one.
  const lost = salvaged.lost.filter(({ id }) => id !== 'practice.id');
  const isLostTrue = lost.every(({ kind, id }) => {
    const is = found.get(tables.get(kind)!)!.get(id);
    return rows.get(tables.get(kind)!)!.has(id) && (is === undefined || isPlaceholder(is));
  });
  const open = openReadOnly(database);
  const { cases } = countPractice(open);
  open.close();
  const isSum = salvaged.kinds.every(
    ({ kind, missing }) => missing === salvaged.lost.filter((row) => row.kind === kind).length,
  );
  return (
    isReadTrue &&
    isLostTrue &&
    isSum &&
    placeholders === salvaged.placeholders &&
    cases === found.get('cases')!.size
  );
}

function isSound(path: string): boolean {
  const database = openDatabase(path);
  try {
    return integrityProblems(database).length === 0;
  } finally {
    database.close();
  }
}
