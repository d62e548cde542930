/**
 * A process beside a test: has the database of its first argument open and does as its second says. `write` commits
 * transfers between two accounts without a pause but for a millisecond; `read` holds a read transaction. Both say `ready`
 * and go on until the process is ended.
 */
import SqliteDatabase from 'better-sqlite3';

const [path = '', work = ''] = process.argv.slice(2);
const database = new SqliteDatabase(path, { timeout: 5_000 });
database.pragma('wal_autocheckpoint = 2');
if (work === 'read') {
  database.exec('BEGIN');
  database.prepare('SELECT count(*) FROM settings').get();
} else {
  const move = database.prepare(`UPDATE settings SET value = CAST(value AS INTEGER) + ? WHERE key = ?`);
  const transfer = database.transaction(() => {
    move.run(-1, 'account.left');
    move.run(1, 'account.right');
  });
  setInterval(() => transfer.immediate(), 1);
}
// A database that nothing refers to any more is closed by the garbage collector.
setInterval(() => database.open, 1_000);
console.log('ready');
