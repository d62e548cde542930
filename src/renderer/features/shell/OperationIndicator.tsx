/** A running operation in one line, on every screen. */
import { Progress } from '@mantine/core';
import { format } from '../../format.ts';
import { goTo } from '../../stores/navigation-store.ts';
import { selectKind, useOperation } from '../../stores/operation-store.ts';
import { operationTitles } from '../../words.ts';
import classes from './shell.module.css';

export function OperationIndicator() {
  const kind = useOperation(selectKind);
  const percent = useOperation((state) => state.operation?.percent ?? 0);
  if (kind === null) return null;
  return (
    <button type="button" className={classes.operation} onClick={() => goTo('backup')}>
      <span className={classes.operationLine}>
        <span>{operationTitles[kind]}…</span>
        <span>{format.percent(percent)}</span>
      </span>
      <Progress.Root size="xs" aria-hidden="true">
        <Progress.Section value={percent} withAria={false} />
      </Progress.Root>
    </button>
  );
}
