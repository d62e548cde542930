/** The words of one toast: what happened, and what can be done about it. */
import type { Notice } from '../../notify.tsx';
import classes from './toasts.module.css';

export function ToastBody({ notice }: { readonly notice: Notice }) {
  return (
    <div className={classes.body}>
      {notice.title && <p className={classes.title}>{notice.title}</p>}
      <p className={classes.message}>{notice.message}</p>
      {notice.remedy && <p className={classes.remedy}>{notice.remedy}</p>}
    </div>
  );
}
