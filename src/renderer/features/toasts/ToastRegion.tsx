/** The place where outcomes appear: one live region, the newest message nearest to the eye, never more than a few at once. */
import { toast, useToaster } from 'react-hot-toast/headless';
import { ToastCard } from './ToastCard.tsx';
import classes from './toasts.module.css';

const MOST_AT_ONCE = 3;

export function ToastRegion() {
  const { toasts, handlers } = useToaster();
  const open = toasts.filter((item) => item.visible);
  const shown = open.slice(0, MOST_AT_ONCE);
  const waiting = open.length - shown.length;
  const staying = open.filter((item) => item.duration === Infinity).length;
  return (
    <section
      className={classes.region}
      aria-label="Messages"
      aria-live="polite"
      aria-relevant="additions text"
      onMouseEnter={handlers.startPause}
      onMouseLeave={handlers.endPause}
      onFocus={handlers.startPause}
      onBlur={handlers.endPause}
    >
      {staying > 1 && (
        <div className={classes.bar}>
          <span>
            {waiting === 0
              ? ''
              : waiting === 1
                ? '1 more message is waiting.'
                : `${waiting} more messages are waiting.`}
          </span>
          <button type="button" className={classes.dismissAll} onClick={() => toast.dismissAll()}>
            Dismiss all
          </button>
        </div>
      )}
      {shown.toReversed().map((item) => (
        <ToastCard key={item.id} item={item} />
      ))}
    </section>
  );
}
