/** Puts one toast on the screen; nothing else in the window calls react-hot-toast to show something. */
import { toast } from 'react-hot-toast/headless';
import { ToastBody } from './features/toasts/ToastBody.tsx';

export type ToastLevel = 'success' | 'error' | 'warning' | 'info';

export interface Notice {
  /** A second notice with the same id takes the place of the first. */
  readonly id: string;
  readonly level: ToastLevel;
  readonly title?: string;
  readonly message: string;
  readonly remedy?: string | null;
}

/** Milliseconds; what went wrong stays until the person closes it. */
const durations: Readonly<Record<ToastLevel, number>> = {
  success: 5000,
  info: 10_000,
  warning: Infinity,
  error: Infinity,
};

/** Takes a toast away because what it says is being dealt with. */
export const withdraw = (id: string): void => toast.dismiss(id);

/** Shows the notice, replacing an earlier one of the same id. */
export function notify(notice: Notice): void {
  const urgent = notice.level === 'error' || notice.level === 'warning';
  toast(<ToastBody notice={notice} />, {
    id: notice.id,
    className: notice.level,
    duration: durations[notice.level],
    removeDelay: 1,
    ariaProps: urgent
      ? { role: 'alert', 'aria-live': 'assertive' }
      : { role: 'status', 'aria-live': 'polite' },
  });
}
