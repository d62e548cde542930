/**
 * Commits a change of the practice again and again, on a connection of its own, and remembers how late each commit was:
 * `writer-process.ts <database> <milliseconds between two>`. Driven by writer.ts.
 */
import { openDatabase } from '@causebook/data';
import { prose } from './archive-practice.ts';
import { Random } from './random.ts';

const [path = '', between = ''] = process.argv.slice(2);
const pause = Number(between);
const database = openDatabase(path);
const random = new Random('writer');
const last = database.prepare<[], number>('SELECT max(rowid) FROM cases').pluck().get()!;
const edit = database.prepare('UPDATE cases SET notes = ?, updatedAt = ? WHERE rowid = ?');
let late: number[] = [];
let timer: NodeJS.Timeout | undefined;

/** From the moment at which it was due until it is on the disk. */
function commit(due: number): void {
  const row = 1 + Math.floor(random.fraction() * last);
  edit.run(prose(1_000, random), new Date().toISOString(), row);
  const now = performance.now();
  late.push(now - due);
  const next = Math.max(now, due + pause);
  timer = setTimeout(commit, next - now, next);
}

process.on('message', (word) => {
  if (word === 'begin') {
    late = [];
    process.send!('begun');
    return;
  }
  clearTimeout(timer);
  database.close();
  process.send!(late, () => process.disconnect());
});
commit(performance.now());
