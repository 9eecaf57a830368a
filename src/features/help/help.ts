import type { Filter } from '#core/query/query.ts';
import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import { daysBefore } from '#core/time/period.ts';
import { labelOf, type Named } from '#core/usage/names.ts';
import type { Database } from '#data/database/open.ts';
import { idsUsed } from '#data/ledger/what-was-used.ts';
import { namesWithin } from '../access/channel-scope.ts';
import type { HelpView } from './view.ts';

/** What can be asked, with the names of this team's own models and projects; inside a scope, what can be asked there. */
export async function help(database: Database, now: Instant, within: readonly Filter[] = []): Promise<HelpView> {
  const names = await namesWithin(database, within, now);
  const isScoped = within.length > 0;
  // One that is used, so that the answer has something to show.
  const used = await idsUsed(database, daysBefore(addDays(dayOf(now), 1), usedDays), []);
  const model = names.models.find(id => used.model.has(id)) ?? names.models.at(0) ?? 'gpt-4o';
  const quotable = names.projects.filter(isQuotable);
  const project = quotable.find(({ id }) => used.project.has(id)) ?? quotable.at(0);
  const examples = [
    { question: 'last 7d', meaning: 'the last seven full days, beside the seven before' },
    { question: 'by model', meaning: 'what each model cost' },
    { question: 'by project this month', meaning: 'what each project cost since the 1st' },
    { question: `for ${model} last 30d by day`, meaning: 'one model, day by day' },
    ...(project ? [{ question: `for project "${labelOf(project)}" mtd by model`, meaning: 'one project, split by model' }] : []),
    { question: 'tokens by model yesterday', meaning: 'tokens instead of dollars' },
    { question: 'top 3 models last month vs last year', meaning: 'the three largest, beside the same month a year before' },
    { question: 'oct 1 - oct 15 by week', meaning: 'any days you name; all days are UTC' },
    { question: 'forecast', meaning: 'what this month will have cost, and how far off such forecasts were' },
    { question: 'why yesterday', meaning: 'what caused the change: which models and projects, by price or by volume' },
    { question: 'me', meaning: 'your own usage, for you alone' },
    ...(isScoped ? [] : setUp),
    { question: 'digest preview weekly', meaning: 'what a channel gets every week; admins set it up: digest weekly at 9:00' },
    { question: 'prices', meaning: 'what each model costs, and where the price comes from' },
    { question: 'check', meaning: 'what OpenAI bills against what was estimated, and why they differ' },
    { question: 'status', meaning: 'what was collected, and what failed' },
  ];
  return { kind: 'help', examples };
}

/** How far back usage is looked at for the examples. */
const usedDays = 14;

/** About everything, and so not shown where answers stay inside a scope. */
const setUp: HelpView['examples'] = [
  { question: 'budget', meaning: 'budgets with their progress; admins set them up: budget $500 per month' },
  { question: 'alerts', meaning: 'what is watched for, such as spikes; admins set it up: alerts spike over $20' },
];

/** Names with quotes in them can be asked for, but make a poor example. */
function isQuotable(named: Named): boolean {
  return named.name !== null && /^[\p{L}\p{N} .-]{1,40}$/u.test(named.name);
}
