/** One restore point in the list. */
import type { RestorePoint } from '@causebook/contracts';
import { Text } from '@mantine/core';
import { Cell, Row } from '../../components/DataTable.tsx';
import { MoreMenu } from '../../components/MoreMenu.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { useClock } from '../../stores/clock-store.ts';
import { selectIsClerk, useUsers } from '../../stores/users-store.ts';
import { countsInWords } from '../../words.ts';
import { expiryInWords, originOfPoint, titleOf, whenOf } from './point-words.ts';
import classes from './backup.module.css';

export interface PointActions {
  readonly onGoBack: (point: RestorePoint) => void;
  readonly onDetails: (point: RestorePoint) => void;
  readonly onChange: (point: RestorePoint) => void;
  readonly onDelete: (point: RestorePoint) => void;
}

/** What it says about itself under its title. */
function About({ point }: { readonly point: RestorePoint }) {
  const now = useClock((state) => state.now);
  const isByHand = point.reason === 'kept' && !point.isAutomatic;
  return (
    <>
      {!isByHand && <Text size="sm">{point.label}</Text>}
      <Text size="xs" c="dimmed">
        {originOfPoint(point)} {expiryInWords(point, now)}
      </Text>
      {point.isUndoTarget && <Tag tone="accent">“Undo last restore” leads here</Tag>}
    </>
  );
}

export function PointRow({ point, ...actions }: { readonly point: RestorePoint } & PointActions) {
  const now = useClock((state) => state.now);
  const isClerk = useUsers(selectIsClerk);
  const title = titleOf(point);
  const which = `${format.dateTime(whenOf(point))}${point.name && `: ${point.name}`}`;
  return (
    <Row>
      <Cell header>
        <Text size="sm" fw={650}>
          {title}{' '}
          <Text span size="sm" c="dimmed" fw={400} className={classes.together}>
            {format.ago(whenOf(point), now)}
          </Text>
        </Text>
        <About point={point} />
      </Cell>
      <Cell label="Size and contents">
        {format.bytes(point.size)}
        <Text size="xs" c="dimmed">
          {point.counts ? countsInWords(point.counts) : 'What it holds is not known.'}
        </Text>
      </Cell>
      <Cell>
        <div className={classes.rowActions}>
          <OperationButton
            size="xs"
            variant="light"
            aria-label={`Go back to this state of ${which}`}
            onClick={() => actions.onGoBack(point)}
          >
            Go back to this state
          </OperationButton>
          <OperationButton
            size="xs"
            variant="default"
            aria-label={`Details of the state of ${which}`}
            onClick={() => actions.onDetails(point)}
          >
            Details
          </OperationButton>
          <MoreMenu
            what={`the state of ${which}`}
            groups={[
              isClerk ? [] : [{ label: 'Name and expiry…', onChoose: () => actions.onChange(point) }],
              [
                {
                  label: 'Delete…',
                  isOperation: true,
                  isDanger: true,
                  onChoose: () => actions.onDelete(point),
                },
              ],
            ]}
          />
        </div>
      </Cell>
    </Row>
  );
}
