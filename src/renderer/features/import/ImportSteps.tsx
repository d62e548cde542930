/** Where in the import the person is, and the way back to an earlier step. */
import { CheckIcon } from '../../icons.tsx';
import { goToStep } from '../../stores/import-actions.ts';
import { canGoTo, importSteps, useImport, type ImportStep } from '../../stores/import-store.ts';
import { stepWords } from './import-words.ts';
import classes from './import.module.css';

function StepButton({ step, number }: { readonly step: ImportStep; readonly number: number }) {
  const current = useImport((state) => state.step);
  const reachable = useImport((state) => canGoTo(step, state));
  const isDone = importSteps.indexOf(current) >= number;
  return (
    <button
      type="button"
      className={classes.stepButton}
      aria-current={step === current ? 'step' : undefined}
      disabled={!reachable && step !== current}
      onClick={() => goToStep(step)}
    >
      <span className={classes.stepNumber} data-done={isDone} aria-hidden>
        {isDone ? <CheckIcon size={14} /> : number}
      </span>
      {stepWords[step]}
    </button>
  );
}

export function ImportSteps() {
  return (
    <nav aria-label="Steps of the import">
      <ol className={classes.steps}>
        {importSteps.map((step, index) => (
          <li key={step}>
            <StepButton step={step} number={index + 1} />
          </li>
        ))}
      </ol>
    </nav>
  );
}
