import { dayOf, type Instant } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import type { Job } from '#delivery/jobs/jobs.ts';
import type { Logger } from '#log.ts';
import type { FetchLimits } from './fetch-price-list.ts';
import { PriceListError } from './price-list-error.ts';
import { updatePrices } from './update.ts';
import { doubtWords } from './update-words.ts';

export interface UpdateJobParts {
  readonly database: Database;
  /** PRICES_URL. */
  readonly address: string;
  readonly logger: Logger;
  readonly limits?: Partial<FetchLimits>;
}

/** Once a day: looks for newer prices. A list that's refused fails the job, so that `status` says why, and is tried again. */
export function updatePricesJob({ database, address, logger, limits }: UpdateJobParts): Job {
  return {
    name: 'prices',
    onlyNewestCounts: true,
    due: async now => [`prices:${dayOf(now)}`],
    async run(_slot, { now }: { readonly now: Instant }) {
      const view = await updatePrices(database, address, { accept: 'nothing', now, ...(limits ? { limits } : {}) });
      const { outcome, refused, changes } = view;
      if (outcome === 'refused') {
        const more = refused.length > 1 ? ` (and ${refused.length - 1} more)` : '';
        const [first] = refused.map(doubtWords);
        throw new PriceListError(`${view.address} was refused: ${first}${more}. \`spendbot prices update\` shows all of it.`);
      }
      const used = changes.filter(({ isUsed }) => isUsed);
      const models = [...new Set(used.map(({ model }) => model))];
      if (used.length > 0) logger.info({ address: view.address, models }, 'newer prices were fetched; kept estimates stay until a reprice');
      return 'done';
    },
  };
}
