/** The running operation at the lower edge of the window, unless a dialog shows it. It comes and goes without moving anything. */
import { Title } from '@mantine/core';
import { useId } from 'react';
import type { OperationKind } from '@causebook/contracts';
import { selectKind, useOperation } from '../../stores/operation-store.ts';
import { selectShowsProgress, useRestore } from '../../stores/restore-store.ts';
import { operationTitles } from '../../words.ts';
import { Bar, CancelButton, Measures, Percent, Phase } from './OperationView.tsx';
import classes from './progress-panel.module.css';

function Panel({ kind }: { readonly kind: OperationKind }) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} className={classes.panel}>
      <div className={classes.parts}>
        <Title order={2} size="h3" id={headingId} className={classes.title}>
          {operationTitles[kind]}
        </Title>
        <div className={classes.phase}>
          <Phase />
        </div>
        <div className={classes.bar}>
          <Bar />
        </div>
        <div className={classes.measures}>
          <Measures />
        </div>
        <div className={classes.percent}>
          <Percent />
        </div>
        <div className={classes.cancel}>
          <CancelButton />
        </div>
      </div>
    </section>
  );
}

interface Props {
  /** Whether a dialog of the screen shows the progress itself. */
  readonly isShownElsewhere?: boolean;
}

export function ProgressPanel({ isShownElsewhere = false }: Props) {
  const kind = useOperation(selectKind);
  const isInDialog = useRestore(selectShowsProgress) || isShownElsewhere;
  // By the attribute the page keeps room for it below its end, always: room that came with it would move things.
  return (
    <div className={classes.edge} data-progress-room>
      {kind !== null && !isInDialog && <Panel kind={kind} />}
    </div>
  );
}
