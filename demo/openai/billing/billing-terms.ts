import type { Day } from '#core/time/day.ts';
import { type TokenPrices, tokenPrices } from '../price-list.ts';

/** What an organization pays where it differs from the list, and how its bill arrives. */
export interface BillingTerms {
  /** The share of every price that it pays: 0.9 is 10% off, 0 is all free. Credits keep their size. */
  readonly level?: number;
  /** Pools of tokens that cost nothing. They refill each UTC day, and the first tokens of the day use them up. */
  readonly freeTokensPerDay?: readonly FreeTokens[];
  /** In place of the team's one credit. */
  readonly credits?: readonly Credit[];
  /** Dollars for a million tokens, by model as in `price-list.ts`: models that it lacks, or other prices. */
  readonly prices?: Readonly<Record<string, TokenPrices>>;
  /** Later ones win. */
  readonly priceChanges?: readonly PriceChange[];
  /** Each charge arrives so many hours after its usage, between the two by chance. Without it, all are 14 hours late. */
  readonly parts?: { readonly firstHours: number; readonly lastHours: number };
  /** Whether lines say how much was used; they do by default. Free tokens are counted too. */
  readonly quantities?: boolean;
}

export interface FreeTokens {
  /** Full names as in the usage. They share the pool. */
  readonly models: readonly string[];
  /** Input and output together. */
  readonly tokens: number;
}

/** Given at noon of `day`, to nobody in particular. A negative one is a fee. */
interface Credit {
  readonly day: Day;
  readonly usd: number;
  /** `credit` by default. */
  readonly lineItem?: string;
}

/** A new price from the start of `from` on: of a model in every tier, or of one line item for one unit of its quantity. */
type PriceChange = { readonly from: Day } & (
  | { readonly model: string; readonly usdPerMillion: Partial<TokenPrices> }
  | { readonly lineItem: string; readonly usdPerUnit: number }
);

/** The token prices of a model on a day; undefined for a model that nothing prices. */
export type PricesOf = (model: string) => TokenPrices | undefined;

export function pricesOn(day: Day, { prices = {}, priceChanges = [] }: BillingTerms): PricesOf {
  return model => {
    let known = prices[model] ?? tokenPrices[model];
    for (const change of priceChanges) {
      if (known && 'model' in change && change.model === model && change.from <= day) known = { ...known, ...change.usdPerMillion };
    }
    return known;
  };
}
