import type { Finding } from '#core/setup-finding.ts';
import type { Day } from '#core/time/day.ts';
import { plural } from '#show/phrases.ts';
import { fetchPriceList, shownListAddress } from './fetch-price-list.ts';
import { readPriceList } from './price-list.ts';
import { PriceListError } from './price-list-error.ts';

/** Whether the list that PRICES_URL names can be read. Nothing of it is kept. */
export async function listFinding(address: string, today: Day): Promise<Finding> {
  const subject = 'PRICES_URL';
  const shown = shownListAddress(address);
  try {
    const { file } = readPriceList(await fetchPriceList(address), shown, today);
    const models = new Set(file.prices.flatMap(row => row.models)).size;
    return { subject, outcome: 'fine', words: `${shown} has prices of ${plural(models, 'model')}` };
  } catch (error) {
    if (error instanceof PriceListError) return { subject, outcome: 'wrong', words: error.message };
    throw error;
  }
}
