/** The column map of the Supreme Court Database (Washington University Law), case-centred, in its CSV form. */
import { parseColumnMap } from './column-map.ts';
import type { ColumnMap } from './column-map.ts';

export const scdbMap: ColumnMap = parseColumnMap({
  dateOrder: 'month-first',
  case: {
    title: 'caseName',
    number: 'docket',
    reference: 'usCite',
    court: { text: 'Supreme Court of the United States' },
    judge: 'chief',
    kind: {
      column: 'issueArea',
      words: {
        1: 'Criminal procedure',
        2: 'Civil rights',
        3: 'First Amendment',
        4: 'Due process',
        5: 'Privacy',
        6: 'Attorneys',
        7: 'Unions',
        8: 'Economic activity',
        9: 'Judicial power',
        10: 'Federalism',
        11: 'Interstate relations',
        12: 'Federal taxation',
        13: 'Other',
        14: 'Private action',
      },
    },
    stage: { ifFilled: 'dateDecision', text: 'Decided' },
    status: { ifFilled: 'dateDecision', text: 'closed', otherwise: 'open' },
  },
  hearings: [
    { day: 'dateArgument', purpose: { text: 'Oral argument' }, outcome: { text: 'Argued' } },
    { day: 'dateRearg', purpose: { text: 'Reargument' }, outcome: { text: 'Reargued' } },
  ],
  orders: [{ orderedOn: 'dateDecision', title: { text: 'Decision' } }],
});
