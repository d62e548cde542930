/** The practice now and after the restore, kind by kind. */
import type { RestorePreview } from '@causebook/contracts';
import { format } from '../../format.ts';
import { changeKinds } from './preview-words.ts';
import classes from './backup.module.css';

function Amount({ value, tone }: { readonly value: number; readonly tone?: 'danger' }) {
  return (
    <td data-none={value === 0} data-tone={value > 0 ? tone : undefined}>
      {format.integer(value)}
    </td>
  );
}

export function ChangeTable({ changes }: { readonly changes: RestorePreview['changes'] }) {
  return (
    <table className={classes.changes} aria-label="What will change">
      <thead>
        <tr>
          <td />
          <th scope="col">Now</th>
          <th scope="col">After</th>
          <th scope="col">Disappear</th>
          <th scope="col">Appear</th>
          <th scope="col">Changed</th>
        </tr>
      </thead>
      <tbody>
        {changeKinds.map(({ key, heading }) => (
          <tr key={key}>
            <th scope="row">{heading}</th>
            <Amount value={changes[key].now} />
            <Amount value={changes[key].after} />
            <Amount value={changes[key].disappear} tone="danger" />
            <Amount value={changes[key].appear} />
            <Amount value={changes[key].change} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
