/** Whether the live state of the practice says of itself what it is, and which of the states is live. */
import { listGenerations, readCurrent } from '../generations.ts';
import { sampleIdOf } from '../practice.ts';
import { counted } from '../words.ts';
import { failed, Findings, passed, type Check } from './check.ts';

export const generation: Check = async ({ paths, generationId, database }) => {
  const findings = new Findings();
  const current = await readCurrent(paths);
  if (current.kind !== 'named' || current.id !== generationId)
    findings.add('The file that names the live state does not name this one.');
  const { complete, unreadable, incomplete } = await listGenerations(paths);
  const own = complete.find(({ id }) => id === generationId);
  if (!own)
    findings.add(
      incomplete.includes(generationId)
        ? 'The description of the live state is missing. It is written again at the next start.'
        : 'The description of the live state cannot be understood.',
    );
  else if (own.sampleId !== sampleIdOf(database))
    findings.add('The description of the live state and its database are of different practices.');
  for (const name of unreadable.filter((each) => each !== generationId))
    findings.add(`The earlier state ${name} cannot be understood. It is kept.`);
  const points = complete.length - (own ? 1 : 0);
  return findings.count === 0
    ? passed('generation', `The live state says what it is; ${counted(points, 'restore point')} beside it.`)
    : failed('generation', 'A state of the practice does not say what it is.', {
        findings,
        remedy: 'restore',
      });
};
