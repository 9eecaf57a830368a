import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';

/** A view as JSON: `costNanoUsd` becomes `costUsd`, a string with nine decimals, or null. A documented shape has its own function. */
export function viewJson(view: object): object {
  return Object.fromEntries(Object.entries(view).map(([name, value]) => [name.replace(/NanoUsd/, 'Usd'), valueJson(value)]));
}

function valueJson(value: unknown): unknown {
  if (typeof value === 'bigint') return decimalFromNanoUsd(value);
  if (Array.isArray(value)) return value.map(valueJson);
  return typeof value === 'object' && value !== null ? viewJson(value) : value;
}
