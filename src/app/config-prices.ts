import { createHash } from 'node:crypto';
import { z } from 'zod';
import { nanoUsdPerUnit } from '#core/money/fraction.ts';
import { fractionFromDecimal } from '#core/money/nano-usd.ts';
import type { TeamPrice, TeamPrices } from '#core/prices/team-prices.ts';
import { nearestWord } from '#core/query/nearest-of.ts';
import { isDay } from '#core/time/day.ts';
import { knownTiers, sameTier } from '#core/usage/service-tier.ts';
import { quantityNames } from '#core/usage/usage-row.ts';

/**
 * The team's own prices from `prices:` in the config file, or null if it has none, and every problem in words that say what to set. Each
 * entry is identified by its position and model.
 *
 * The version is a hash of the entries and their order, so it changes when a cost could, but not when a comment does.
 */
export function readTeamPrices(given: unknown): { teamPrices: TeamPrices | null; problems: string[] } {
  if (given === undefined || given === null) return { teamPrices: null, problems: [] };
  if (!Array.isArray(given)) return { teamPrices: null, problems: ['prices: expected a list of prices, each begun with "- model: …".'] };
  const entries = given.map((entry, index) => readEntry(entry, index + 1));
  const problems = [...entries.flatMap(entry => entry.problems), ...hidden(entries)];
  const prices = entries.flatMap(({ price }) => (price ? [price] : []));
  if (problems.length > 0 || prices.length === 0) return { teamPrices: null, problems };
  return { teamPrices: { version: hashOf(prices), prices }, problems };
}

interface Entry {
  readonly name: string;
  /** Null if the entry is invalid. */
  readonly price: TeamPrice | null;
  readonly problems: readonly string[];
}

function readEntry(given: unknown, place: number): Entry {
  const model = z.object({ model: z.string().min(1) }).safeParse(given);
  const name = `prices, entry ${place}${model.success ? ` (${model.data.model})` : ''}`;
  const read = entrySchema.safeParse(given);
  const contradictions = contradictionsIn(given).map(problem => `${name}: ${problem}.`);
  if (read.success && contradictions.length === 0) return { name, price: teamPriceOf(read.data), problems: [] };
  const wrong = (read.error?.issues ?? []).map(issue => `${[name, ...issue.path].join(', ')}: ${issue.message}.`);
  return { name, price: null, problems: [...wrong, ...contradictions] };
}

const priced = quantityNames.filter(name => name !== 'requests');
const day = z
  .string('expected a day, written 2026-01-31')
  .refine(isDay, { error: issue => `is "${String(issue.input)}"; expected a day that exists, written 2026-01-31` });
const amount = 'expected a number, 0 or more';
const decimal = z.union([z.number(amount).min(0, amount), z.string().regex(/^\d+(?:\.\d+)?$/, amount)], amount);

const entrySchema = z.strictObject(
  {
    model: z
      .string('expected a model id, or a pattern such as "gpt-4o*"')
      .regex(/^\S+$/, 'expected a model id without spaces, or a pattern such as "gpt-4o*"'),
    unit: z.enum(priced, { error: issue => `is ${JSON.stringify(issue.input)}; expected one of ${priced.join(', ')}` }).optional(),
    variant: z.string('expected text, such as "1024x1024/hd"').optional(),
    tier: z
      .string('expected a service tier')
      .refine(tier => tierMeantBy(tier) === null, {
        error: issue => `is "${String(issue.input)}"; expected ${tierMeantBy(String(issue.input))}, or a tier as OpenAI reports it`,
      })
      .optional(),
    from: day.optional(),
    to: day.optional(),
    usd: decimal.optional(),
    per: z.int('expected a whole number of units, such as 1000000').min(1, 'expected at least 1').optional(),
    // Also runs for non-numbers, which are already reported above.
    percentOff: decimal.refine(percent => !(Number(percent) > 100), 'expected at most 100').optional(),
  },
  {
    error: issue =>
      issue.code === 'unrecognized_keys'
        ? `${issue.keys.join(', ')} is not known; known are model, unit, variant, tier, from, to, usd, per and percentOff`
        : 'expected a model, and usd or percentOff',
  },
);

/** OpenAI may report tiers we don't know, so any tier is accepted unless it looks like a typo, which would never match. */
function tierMeantBy(tier: string): string | null {
  const nearest = nearestWord(tier, knownTiers, 2);
  return nearest === tier ? null : nearest;
}

/** Contradictions between the fields of an entry, also while a field is invalid by itself: all problems are reported at once. */
function contradictionsIn(given: unknown): string[] {
  const read = z.record(z.string(), z.unknown()).safeParse(given);
  if (!read.success) return [];
  const { usd, per, percentOff, unit, from, to } = read.data;
  const problems: string[] = [];
  if (usd === undefined && percentOff === undefined) problems.push('set usd (such as 2.50, with per: 1000000) or percentOff (such as 15)');
  if (usd !== undefined && percentOff !== undefined) problems.push('both usd and percentOff are set; keep one of them');
  if (usd !== undefined && per === undefined)
    problems.push('set per, the number of units that usd is for: 1000000 for a price per million, 1 for each');
  if (usd !== undefined && unit === undefined) problems.push(`set unit, what usd is the price of: one of ${priced.join(', ')}`);
  if (usd === undefined && per !== undefined) problems.push('per belongs to usd; a percentage needs none');
  if (typeof from === 'string' && typeof to === 'string' && isDay(from) && isDay(to) && from > to)
    problems.push(`to (${to}) is before from (${from})`);
  return problems;
}

function teamPriceOf({ model, unit, variant, tier, from, to, usd, per, percentOff }: z.infer<typeof entrySchema>): TeamPrice {
  return {
    model,
    unit: unit ?? null,
    variant: variant ?? null,
    tier: tier === undefined ? null : sameTier(tier),
    from: from ?? null,
    to: to ?? null,
    price: usd === undefined ? { percentOff: fractionFromDecimal(percentOff ?? 0) } : { nanoUsdPerUnit: nanoUsdPerUnit(usd, per ?? 1) },
  };
}

/** Entries for the same thing on the same days. The first would win, which nobody can have intended. */
function hidden(entries: readonly Entry[]): string[] {
  return entries.flatMap(({ name, price }, index) => {
    const earlier = entries.slice(0, index).find(other => other.price && price && isSameThing(other.price, price));
    return earlier ? [`${name}: is for the same as ${earlier.name}, on the same days; give each its own from and to, or keep one.`] : [];
  });
}

function isSameThing(a: TeamPrice, b: TeamPrice): boolean {
  const same = a.model === b.model && a.unit === b.unit && a.variant === b.variant && a.tier === b.tier;
  return same && (a.from ?? '') <= (b.to ?? '9999-12-31') && (b.from ?? '') <= (a.to ?? '9999-12-31');
}

function hashOf(prices: readonly TeamPrice[]): string {
  const text = JSON.stringify(prices, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
