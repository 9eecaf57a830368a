import { divideHalfEven, type NanoUsd, nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import type { PricesOf } from './billing/billing-terms.ts';
import { longCacheFactor, longContextFactors, storage, type TokenPrices, tierFactors, tokenKinds, unitPrices } from './price-list.ts';
import type { UsageEvent } from './usage-event.ts';

/** One amount on the bill, under the label that OpenAI would give it. */
export interface Charge {
  /** Unix seconds of the usage charged for. */
  readonly at: number;
  readonly projectId: string | null;
  readonly userId: string | null;
  readonly apiKeyId: string | null;
  /** The model that the line item names, in full; null where it names none. */
  readonly model: string | null;
  readonly lineItem: string;
  readonly nanoUsd: NanoUsd;
  readonly quantity: number | null;
  readonly quantityUnit: string | null;
}

/**
 * The bill for one event: one charge per line item. Every amount is a whole number of nano-dollars, so sums over any cut
 * are exact. Free usage (moderation, what decisions put out or read from a cache) is not on the bill.
 */
export function chargesFor(event: UsageEvent, pricesOf: PricesOf): Charge[] {
  const { at, projectId, userId, apiKeyId, quantities } = event;
  const charge = (lineItem: string, quantity: number, quantityUnit: string | null, nanoUsd: NanoUsd): Charge => ({
    at,
    projectId,
    userId,
    apiKeyId,
    model: lineItem.includes(', ') ? event.model : null,
    lineItem,
    nanoUsd,
    quantity,
    quantityUnit,
  });
  const one = (lineItem: string, quantity = 0, usdPerUnit: number, quantityUnit: string | null = null): Charge[] => [
    charge(lineItem, quantity, quantityUnit, nanoUsdFor(quantity, usdPerUnit * 1e6)),
  ];
  switch (event.endpoint) {
    case 'completions':
    case 'embeddings':
    case 'decisions':
      return tokenCharges(event, pricesOf, charge);
    case 'moderations':
      return [];
    case 'images':
      return one(`${event.model}, images`, quantities.images, unitPrices.imageBySize[event.size ?? ''] ?? 0, 'images');
    case 'audio_speeches':
      return one(`${event.model}, characters`, quantities.characters, unitPrices.speechCharacter, 'characters');
    case 'audio_transcriptions':
      return one(`${event.model}, audio`, quantities.seconds, unitPrices.whisperSecond, 'duration_seconds');
    case 'code_interpreter_sessions':
      return one('assistants api | code interpreter', quantities.sessions, unitPrices.codeInterpreterSession);
    case 'file_search_calls':
      return one('assistants api | file search', quantities.calls, unitPrices.fileSearchCall);
    case 'web_search_calls':
      return one('web search tool calls', quantities.calls, unitPrices.webSearchCall);
    case 'vector_stores':
      return [storageCharge(quantities.bytes ?? 0, charge)];
  }
}

/** A credit of so many dollars for the whole organization: for no project, key or person. */
export function creditFor(at: number, usd: number, lineItem = 'credit'): Charge {
  const nobody = { projectId: null, userId: null, apiKeyId: null, model: null };
  return { ...nobody, at, lineItem, nanoUsd: -nanoUsdFromDecimal(usd), quantity: null, quantityUnit: null };
}

/** The sum of `charges`, exact. */
export function totalNanoUsd(charges: readonly Charge[]): NanoUsd {
  return charges.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n);
}

type MakeCharge = (lineItem: string, quantity: number, quantityUnit: string | null, nanoUsd: NanoUsd) => Charge;

function tokenCharges(event: UsageEvent, pricesOf: PricesOf, charge: MakeCharge): Charge[] {
  const model = event.model ?? '';
  const base = model.startsWith('ft:') ? model.split(':').slice(0, 2).join(':') : model;
  const prices = pricesOf(base);
  if (!prices) throw new Error(`the demo's price list has no ${base}; add it to price-list.ts or to the terms of billing`);
  const tier = event.tier === 'default' ? '' : `${event.tier} | `;
  const context = event.longContext ? ', long context' : '';
  return tokenKinds.flatMap(({ meter, price, modality, direction }) => {
    const quantity = event.quantities[meter] ?? 0;
    if (quantity === 0 || (event.endpoint === 'decisions' && direction !== 'input')) return [];
    const usdPerMillion = prices[price];
    if (usdPerMillion === undefined) throw new Error(`the demo's price list has no ${price} price for ${base}`);
    const factor =
      (meter === 'cacheWrite12hTokens' ? longCacheFactor : 1) *
      tierFactors[event.tier] *
      (event.longContext ? longContextFactors[direction === 'output' ? 'output' : 'input'] : 1);
    const named = isMultimodal(prices) ? `${model} ${modality}` : base.replace(':', '-');
    return [charge(`${tier}${named}, ${direction}${context}`, quantity, 'tokens', nanoUsdFor(quantity, usdPerMillion * factor))];
  });
}

function isMultimodal(prices: TokenPrices): boolean {
  return prices.audioInput !== undefined || prices.imageInput !== undefined;
}

/** Nano-dollars for `quantity` units. Prices have at most six decimals for a million, so pico-dollars for one unit are whole. */
export function nanoUsdFor(quantity: number, usdPerMillion: number): NanoUsd {
  return divideHalfEven(BigInt(quantity) * BigInt(Math.round(usdPerMillion * 1e6)), 1000n);
}

function storageCharge(bytes: number, charge: MakeCharge): Charge {
  const billedBytes = Math.max(0, bytes - storage.freeBytes);
  const nanoUsd = divideHalfEven(BigInt(billedBytes) * storage.nanoUsdPerGibibyteDay, 2n ** 30n);
  return charge('Vector storage', (24 * billedBytes) / 2 ** 30, 'gibibyte_hours', nanoUsd);
}
