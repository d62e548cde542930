/** The further actions of a row behind one button, each with a sentence about what it does, or why it cannot be done now. */
import { Button, Menu, Text, type ButtonProps } from '@mantine/core';
import { useId } from 'react';
import { ChevronIcon } from '../icons.tsx';
import { selectBusyReason, useOperation } from '../stores/operation-store.ts';
import classes from './more-menu.module.css';

export interface MenuAction {
  readonly label: string;
  /** What it does, in one short sentence, where the label does not say it all. */
  readonly about?: string;
  /** Why it cannot be used now; null where it can. */
  readonly unavailable?: string | null;
  /** Whether it starts an operation, and so waits for the one that runs. */
  readonly isOperation?: boolean;
  readonly isDanger?: boolean;
  readonly onChoose: () => void;
}

interface ItemProps extends MenuAction {
  /** Where the menu says why operations have to wait. */
  readonly busyId: string;
  /** Whether the focus goes to it when the menu opens. */
  readonly isFirst: boolean;
}

function Item({ label, about, unavailable, isOperation, isDanger, onChoose, busyId, isFirst }: ItemProps) {
  const isBusy = useOperation(selectBusyReason) !== null;
  const isUnavailable = (unavailable ?? null) !== null || (isOperation === true && isBusy);
  const words = unavailable ?? about;
  // Not `disabled`: the keyboard passes over such an item, and with it over the reason. Said by the root, because the menu
  // itself says it only of those that are.
  return (
    <Menu.Item
      {...(isDanger && !isUnavailable ? { color: 'var(--cb-danger)' } : {})}
      closeMenuOnClick={!isUnavailable}
      className={classes.item}
      {...(isFirst ? { 'data-autofocus': true } : {})}
      data-unavailable={isUnavailable}
      renderRoot={(root) => <button {...root} aria-disabled={isUnavailable} />}
      {...(isOperation && isBusy ? { 'aria-describedby': busyId } : {})}
      onClick={() => !isUnavailable && onChoose()}
    >
      <span className={classes.label}>{label}</span>{' '}
      {words !== undefined && (
        <Text span size="xs" c="dimmed" display="block">
          {words}
        </Text>
      )}
    </Menu.Item>
  );
}

interface Props extends ButtonProps {
  /** Names what the actions are about, after "More for". */
  readonly what: string;
  /** In groups, with a line between two. */
  readonly groups: readonly (readonly MenuAction[])[];
}

/** Said once, above the actions that it concerns. */
function BusyNote({ id }: { readonly id: string }) {
  const busyReason = useOperation(selectBusyReason);
  if (busyReason === null) return null;
  return (
    <Menu.Label id={id} className={classes.note}>
      {busyReason}
    </Menu.Label>
  );
}

/** Fixed: what has the focus in it must not make the page scroll, and with it the row that the menu belongs to. */
const WITHIN_WINDOW = {
  floatingStrategy: 'fixed',
  middlewares: { flip: true, shift: true, size: { padding: 8 } },
  // Among the content of the page, where whoever looks for it by landmarks finds it.
  portalProps: { target: 'main' },
} as const;

export function MoreMenu({ what, groups, ...props }: Props) {
  const busyId = useId();
  const filled = groups.filter((actions) => actions.length > 0);
  return (
    <Menu
      position="bottom-end"
      width={320}
      loop={false}
      withInitialFocusPlaceholder={false}
      {...WITHIN_WINDOW}
    >
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          rightSection={<ChevronIcon size={14} />}
          aria-label={`More for ${what}`}
          {...props}
        >
          More
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        <BusyNote id={busyId} />
        {filled.map((actions, index) => (
          <div key={actions[0]?.label} role="group">
            {index > 0 && <Menu.Divider />}
            {actions.map((action) => (
              <Item key={action.label} {...action} busyId={busyId} isFirst={action === filled[0]?.[0]} />
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
