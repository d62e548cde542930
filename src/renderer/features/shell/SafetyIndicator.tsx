/** How safe the practice is, always in sight; leads to the backups. */
import { VisuallyHidden } from '@mantine/core';
import { safetyIcons } from '../../safety-icons.ts';
import { goToBackupTab } from '../../stores/navigation-store.ts';
import { useSafety } from '../../stores/safety-store.ts';
import { safetyWords } from '../../words.ts';
import classes from './shell.module.css';

export function SafetyIndicator() {
  const safety = useSafety((state) => state.safety);
  const failed = useSafety((state) => state.failure !== null);
  const level = safety?.level ?? (failed ? 'attention' : null);
  const Icon = safetyIcons[level ?? 'attention'];
  const word = safety ? safetyWords[safety.level] : failed ? 'Not known' : 'Looking…';
  const sentence = safety?.headline ?? (failed ? 'It cannot be told when the last backup was made.' : '');
  return (
    <button
      type="button"
      className={classes.safety}
      data-level={level ?? 'unknown'}
      onClick={() => goToBackupTab('backups')}
    >
      <span className={classes.safetyIcon}>
        <Icon size={22} />
      </span>
      <span>
        <span className={classes.safetyWord}>
          <VisuallyHidden>Backup safety: </VisuallyHidden>
          {word}
        </span>
        <span className={classes.safetySentence}>{sentence}</span>
      </span>
    </button>
  );
}
