/** Brings the cases of a spreadsheet into the practice: a wizard in five steps, and the imports made so far. */
import { useEffect, useRef } from 'react';
import { Page } from '../../components/Page.tsx';
import { listen } from '../../bridge.ts';
import { refreshImports } from '../../stores/import-actions.ts';
import { useImport, type ImportStep } from '../../stores/import-store.ts';
import { useFresh } from '../../stores/use-fresh.ts';
import { CheckStep } from './CheckStep.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { EarlierImports } from './EarlierImports.tsx';
import { FileStep } from './FileStep.tsx';
import { ImportDrop } from './ImportDrop.tsx';
import { ImportSteps } from './ImportSteps.tsx';
import { ReadingStep } from './ReadingStep.tsx';
import { RunStep } from './RunStep.tsx';
import classes from './import.module.css';

function CurrentStep({ step }: { readonly step: ImportStep }) {
  switch (step) {
    case 'file':
      return <FileStep />;
    case 'reading':
      return <ReadingStep />;
    case 'columns':
      return <ColumnsStep />;
    case 'check':
      return <CheckStep />;
    case 'import':
      return <RunStep />;
  }
}

export function ImportScreen() {
  const step = useImport((state) => state.step);
  const section = useRef<HTMLDivElement>(null);
  const shown = useRef(step);
  useFresh(['import'], () => void refreshImports());
  useEffect(() => listen('import:progress', (progress) => useImport.setState({ progress })), []);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    // The button that led here is gone; the keyboard goes on from the top of the new step.
    section.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [step]);
  return (
    <Page title="Import">
      <ImportDrop />
      <ImportSteps />
      <div ref={section} tabIndex={-1} className={classes.step}>
        <CurrentStep step={step} />
      </div>
      <EarlierImports />
    </Page>
  );
}
