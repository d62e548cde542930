/** Who is at work, and the way to let a colleague take over; only where people sign in. */
import { Button } from '@mantine/core';
import { LockIcon } from '../../icons.tsx';
import { signOut } from '../../stores/users-actions.ts';
import { selectSignedIn, useUsers } from '../../stores/users-store.ts';
import { roleWords } from '../users/role-words.ts';
import classes from './shell.module.css';

export function AtWork() {
  const actor = useUsers(selectSignedIn);
  if (actor === null) return null;
  return (
    <div className={classes.atWork}>
      <span>
        <span className={classes.atWorkName}>{actor.name}</span>
        <span className={classes.atWorkRole}>{roleWords[actor.role].name}</span>
      </span>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<LockIcon size={14} />}
        onClick={() => void signOut()}
      >
        Switch user
      </Button>
    </div>
  );
}
