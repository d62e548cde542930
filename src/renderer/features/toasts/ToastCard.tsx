/** One toast with its icon and its close button. */
import { toast, resolveValue, type Toast } from 'react-hot-toast/headless';
import { CheckIcon, CloseIcon, InfoIcon, WarningIcon } from '../../icons.tsx';
import classes from './toasts.module.css';

const icons = { success: CheckIcon, error: WarningIcon, warning: WarningIcon, info: InfoIcon } as const;

const isLevel = (name: string | undefined): name is keyof typeof icons => name !== undefined && name in icons;

export function ToastCard({ item }: { readonly item: Toast }) {
  const level = isLevel(item.className) ? item.className : 'info';
  const Icon = icons[level];
  return (
    <div className={classes.card} data-toast={level} role={item.ariaProps.role} aria-atomic="true">
      <span className={classes.icon}>
        <Icon size={20} />
      </span>
      {resolveValue(item.message, item)}
      <button
        type="button"
        className={classes.close}
        aria-label="Close message"
        onClick={() => toast.dismiss(item.id)}
      >
        <CloseIcon size={16} />
      </button>
    </div>
  );
}
