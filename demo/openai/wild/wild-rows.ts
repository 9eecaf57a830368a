import { type Day, dayOfUnixSeconds } from '#core/time/day.ts';
import type { BucketPage } from '../buckets.ts';
import type { UsageEndpoint } from '../usage-event.ts';
import type { Tamper } from './tamper.ts';

export type WildRow = { readonly [field: string]: unknown };
export type WildEndpoint = UsageEndpoint | 'costs';
/** What is served instead of the `rows` of `day`. */
export type ChangeRows = (rows: readonly WildRow[], day: Day) => readonly WildRow[];
type ChangeRow = (row: WildRow) => WildRow;

/** Changes the rows that the organization's endpoint has for `days`, or for every day. */
export function inRows(endpoint: WildEndpoint, change: ChangeRows, days?: readonly Day[]): Tamper {
  return (path, query, answer) => {
    if (path !== pathOf(endpoint)) return answer(query);
    const page = answer(query) as BucketPage<WildRow & { object: string }>;
    const data = page.data.map(bucket => {
      const day = dayOfUnixSeconds(bucket.start_time);
      return days?.includes(day) === false ? bucket : { ...bucket, results: change(bucket.results, day) };
    });
    return { ...page, data };
  };
}

/** Changes an array of `/v1/usage`, which need not be there yet. */
export function inUsageArray(name: string, change: ChangeRows, days?: readonly Day[]): Tamper {
  return (path, query, answer) => {
    const day = query.get('date') ?? '';
    if (path !== '/v1/usage' || days?.includes(day) === false) return answer(query);
    const body = answer(query) as Readonly<Record<string, readonly WildRow[] | undefined>>;
    return { ...body, [name]: change(body[name] ?? [], day) };
  };
}

export function pathOf(endpoint: WildEndpoint): string {
  return endpoint === 'costs' ? '/v1/organization/costs' : `/v1/organization/usage/${endpoint}`;
}

/** `change` for each row, or for those that `where` holds for. */
export function eachRow(change: ChangeRow, where: (row: WildRow) => boolean = () => true): ChangeRows {
  return rows => rows.map(row => (where(row) ? change(row) : row));
}

/** One more row, whatever its shape. */
export function plusRow(row: WildRow): ChangeRows {
  return rows => [...rows, row];
}

export function without(field: string): ChangeRow {
  return row => Object.fromEntries(Object.entries(row).filter(([name]) => name !== field));
}

/** `field` as anything: `withField('quantity', '1,000')`, `withField('line_item', null)`. */
export function withField(field: string, value: unknown): ChangeRow {
  return row => ({ ...row, [field]: value });
}

export function inCurrency(currency: string): ChangeRow {
  return row => ({ ...row, amount: { ...Object(row.amount), currency } });
}

/** Dollars as anything, such as one of {@link wildAmounts}. */
export function withAmount(value: unknown): ChangeRow {
  return row => ({ ...row, amount: { value, currency: 'usd' } });
}

/** Amounts as they were seen, or could be: no cost with any exponent, 34 decimals, more than 64 bits of nano-dollars. */
export const wildAmounts = ['0E-6176', '0.1000000000000000055511151231257827', '1e18', '-1E+2', 1e10, 1e-7] as const;

/** Every number as text: `"5000"`. */
export const countsAsText: ChangeRow = row => withNumbers(row, count => String(count));

/** Every number half more than it is. */
export const countsAsFractions: ChangeRow = row => withNumbers(row, count => count + 0.5);

function withNumbers(row: WildRow, write: (count: number) => unknown): WildRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === 'number' ? write(value) : value]));
}
