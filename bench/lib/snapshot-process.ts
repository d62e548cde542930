/** Takes one snapshot as the engine does, when it is told to: `snapshot-process.ts <database> <target>`. */
import { takeSnapshot } from '../../packages/backup/src/snapshot.ts';

const [source = '', target = ''] = process.argv.slice(2);

async function take(): Promise<{ took: number; restarts: number }> {
  let before = 0;
  let restarts = 0;
  const began = performance.now();
  const snapshot = await takeSnapshot(source, target, {
    signal: new AbortController().signal,
    // As the process of the engine: nobody else in it has the database open.
    isAlone: true,
    // A copy that began again has less than before.
    onPages: (done) => {
      if (done < before) restarts += 1;
      before = done;
    },
  });
  const took = performance.now() - began;
  snapshot.close();
  return { took, restarts };
}

process.once('message', async () => {
  process.send!(await take(), () => process.disconnect());
});
process.send!('ready');
