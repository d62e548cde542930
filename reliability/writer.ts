/** A worker that moves amounts between accounts, so that their sum never changes: a live writer beside a backup. */
import { parentPort, workerData } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';

const { path, seed, accounts, pauseMs } = workerData as {
  path: string;
  seed: number;
  accounts: number;
  pauseMs: number;
};
const database = new SqliteDatabase(path, { timeout: 5_000 });
database.pragma('synchronous = FULL');
// The file is written to all the time.
database.pragma('wal_autocheckpoint = 2');
const move = database.prepare(
  `UPDATE settings SET value = CAST(CAST(value AS INTEGER) + ? AS TEXT) WHERE key = ?`,
);
const transfer = database.transaction((from: number, to: number, amount: number) => {
  move.run(-amount, `account.${from}`);
  move.run(amount, `account.${to}`);
});

let state = seed;
/** Enough chance to choose accounts by. */
const random = (below: number): number => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return state % below;
};

let moves = 0;
let isAsked = false;
parentPort!.on('message', () => (isAsked = true));
function step(): void {
  if (isAsked) {
    database.close();
    parentPort!.postMessage(moves);
    parentPort!.close();
    return;
  }
  const from = random(accounts);
  transfer.immediate(from, (from + 1 + random(accounts - 1)) % accounts, 1 + random(50));
  moves += 1;
  setTimeout(step, pauseMs);
}
step();
