/** Earlier states of the practice on this computer; also the choice where nobody can tell which one was live. */
import { Text } from '@mantine/core';
import { OperationButton } from '../../components/OperationButton.tsx';
import { format } from '../../format.ts';
import { useClock } from '../../stores/clock-store.ts';
import { useRecovery } from '../../stores/recovery-store.ts';
import { openState } from '../../stores/recovery-actions.ts';
import { countsInWords } from '../../words.ts';
import { Way } from './Way.tsx';
import classes from './recovery.module.css';

/** More of them are on the page of restore points. */
const SHOWN = 4;

export function StatesWay() {
  const now = useClock((state) => state.now);
  const options = useRecovery((state) => state.options);
  if (options === null || options.states.length === 0) return null;
  const { canExamine, states } = options;
  return (
    <Way
      title={canExamine ? 'Go back to an earlier state' : 'Choose the state to go on with'}
      facts={[
        canExamine
          ? 'What was entered after it is missing in it. The damaged state is kept as it is.'
          : 'These states of your practice are on this computer. None is changed by opening it, and you can come back here.',
      ]}
    >
      <ul className={classes.states}>
        {states.slice(0, SHOWN).map(({ generationId, at, label, counts }) => (
          <li key={generationId} className={classes.state}>
            <div className={classes.stateWords}>
              <Text size="sm" fw={600}>
                {format.dateTime(at)}, {format.ago(at, now)}
              </Text>
              <Text size="sm">{counts ? countsInWords(counts) : 'This state cannot be read either.'}</Text>
              <Text size="xs" c="dimmed">
                {label}
              </Text>
            </div>
            <OperationButton
              size="xs"
              variant="light"
              aria-label={`Open this state of ${format.dateTime(at)}`}
              onClick={() => void openState(generationId)}
            >
              Open this state
            </OperationButton>
          </li>
        ))}
      </ul>
    </Way>
  );
}
