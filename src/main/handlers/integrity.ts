/** Handlers for the health of the live practice. */
import type { Channel } from '@causebook/contracts';
import { documentRow } from '@causebook/data';
import type { HandlerParts, Some } from './parts.ts';

export function integrityHandlers({
  service,
  diary,
}: Pick<HandlerParts, 'service' | 'diary'>): Some<Extract<Channel, `integrity:${string}`>> {
  const { health } = service;
  return {
    'integrity:check': ({ thorough }) => health.check({ thorough }),

    'integrity:getReport': async () => {
      const report = await health.report();
      return { message: report === null ? 'Never checked.' : `Checked ${report.checkedAt}.`, report };
    },

    'integrity:heal': async ({ documentId }) => {
      if (documentId === undefined) return health.heal('known');
      const { sha256 } = await diary.read(({ query }) => documentRow(query, documentId));
      return health.heal([sha256]);
    },

    'integrity:apply': ({ remedy }) => health.apply(remedy),
  };
}
