/** A button that starts an operation: while another one runs it waits, stays reachable by keyboard and says why. */
import { Button, VisuallyHidden, type ButtonProps } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { selectBusyReason, useOperation } from '../stores/operation-store.ts';

interface Props extends ButtonProps {
  readonly onClick: () => void;
  readonly children: ReactNode;
  readonly 'aria-label'?: string;
  /** A reason of its own why it cannot be used now. */
  readonly unavailable?: string | null;
}

export function OperationButton({ onClick, unavailable, children, ...props }: Props) {
  const busyReason = useOperation(selectBusyReason);
  const reasonId = useId();
  const reason = busyReason ?? unavailable ?? null;
  // Not `disabled`: that would take the focus away from whoever just pressed it, and hide the reason from a keyboard.
  const behaviour =
    reason === null
      ? { onClick }
      : { 'data-disabled': true, 'aria-disabled': true, 'aria-describedby': reasonId, title: reason };
  return (
    <>
      <Button {...props} {...behaviour}>
        {children}
      </Button>
      {reason !== null && <VisuallyHidden id={reasonId}>{reason}</VisuallyHidden>}
    </>
  );
}
