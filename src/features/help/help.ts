import type { Filter } from '#core/query/query.ts';
import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import { daysBefore } from '#core/time/period.ts';
import { labelOf, type Named } from '#core/usage/team-names.ts';
import { idsUsed } from '#data/ledger/what-was-used.ts';
import { namesWithin } from '../access/channel-scope.ts';
import type { Parts } from '../feature.ts';

/** `/spend help`, with questions that work on this team's own data. */
export interface HelpView {
  readonly kind: 'help';
  /** What was asked about; null for everything. */
  readonly topic: string | null;
  readonly examples: readonly { readonly question: string; readonly meaning: string }[];
}

/** A line with a button or two: a reply to a greeting, or what one question shows. */
export interface BriefView {
  readonly kind: 'brief';
  readonly says: string;
  readonly questions: readonly { readonly label: string; readonly question: string }[];
}

/** Example questions of every feature, or of `topic`, with this team's own models and projects. With a scope, only those that work in it. */
export async function help(
  { database, features }: Pick<Parts, 'database' | 'features'>,
  now: Instant,
  within: readonly Filter[] = [],
  topic: string | null = null,
): Promise<HelpView> {
  const names = await namesWithin(database, within, now);
  // Prefers one in use, so the answer has something to show.
  const used = await idsUsed(database, daysBefore(addDays(dayOf(now), 1), usedDays), []);
  const model = names.models.find(id => used.model.has(id)) ?? names.models.at(0) ?? 'gpt-4o';
  const quotable = names.projects.filter(isQuotable);
  const project = quotable.find(({ id }) => used.project.has(id)) ?? quotable.at(0);
  const context = { model, project: project === undefined ? null : labelOf(project) };
  const asked = features.filter(({ words }) => topic === null || words.includes(topic));
  const loaded = await Promise.all(asked.map(({ load }) => load()));
  const lines = loaded.flatMap(feature => feature.help?.(context) ?? []);
  const shown = lines.filter(({ isOfEverything = false }) => within.length === 0 || !isOfEverything);
  return { kind: 'help', topic, examples: shown.map(({ question, meaning }) => ({ question, meaning })) };
}

/** Examples come from usage this recent. */
const usedDays = 14;

/** Names with quotes work in questions but make poor examples. */
function isQuotable(named: Named): boolean {
  return named.name !== null && /^[\p{L}\p{N} .-]{1,40}$/u.test(named.name);
}
