import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';

/**
 * A view as programs are given it: `costNanoUsd` becomes `costUsd`, a decimal string with nine decimals, and null stays null. A view
 * that has a documented shape of its own has a function of its own.
 */
export function viewJson(view: object): object {
  return Object.fromEntries(Object.entries(view).map(([name, value]) => [name.replace(/NanoUsd/, 'Usd'), valueJson(value)]));
}

function valueJson(value: unknown): unknown {
  if (typeof value === 'bigint') return decimalFromNanoUsd(value);
  if (Array.isArray(value)) return value.map(valueJson);
  return typeof value === 'object' && value !== null ? viewJson(value) : value;
}
