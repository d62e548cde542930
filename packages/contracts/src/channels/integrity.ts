/** The health of the live practice. */
import { z } from 'zod';
import { call } from '../call.ts';
import { HealResult, IntegrityReport, SmallRemedy } from '../integrity.ts';
import { EntryId } from '../practice.ts';
import { Nothing } from './shared.ts';

export const integrityCalls = {
  /** Thorough reads every byte of every document. */
  'integrity:check': call(
    z.object({ thorough: z.boolean().default(false) }),
    z.object({ report: IntegrityReport }),
  ),
  /** The latest report about the state of the practice that is live; null when that was never checked. */
  'integrity:getReport': call(Nothing, z.object({ report: IntegrityReport.nullable() })),
  /** Brings documents back from backups: one, or all that are missing or damaged. */
  'integrity:heal': call(z.object({ documentId: EntryId.optional() }), HealResult),
  /** One of the small remedies. */
  'integrity:apply': call(z.object({ remedy: SmallRemedy }), z.object({ report: IntegrityReport })),
};
