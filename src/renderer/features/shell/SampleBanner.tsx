/** Says on every screen that what is shown is invented, and leads back to one's own practice. */
import { OperationButton } from '../../components/OperationButton.tsx';
import { InfoIcon } from '../../icons.tsx';
import { leaveSample } from '../../stores/app-actions.ts';
import { useApp } from '../../stores/app-store.ts';
import classes from './shell.module.css';

export function SampleBanner() {
  const isSample = useApp((state) => state.info?.isSample ?? false);
  if (!isSample) return null;
  return (
    <section className={classes.sample} aria-label="Sample practice">
      <span className={classes.sampleIcon}>
        <InfoIcon size={20} />
      </span>
      <p>You are looking at a sample practice. Your own is untouched.</p>
      <OperationButton size="xs" onClick={() => void leaveSample()}>
        Leave the sample
      </OperationButton>
    </section>
  );
}
