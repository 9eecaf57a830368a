import { addDays, dayOf, firstOfMonth, type Instant } from '../core/day.ts';
import { answer } from './answer.ts';
import { overview } from './overview.ts';
import type { AskParts } from './read-cells.ts';
import { type RunningCollections, status } from './status.ts';
import type { HomeView } from './view-home.ts';

/** What somebody finds on the App Home: the overview, the month's models, what is set up, and how the collection stands. */
export async function home(parts: AskParts, running: RunningCollections, now: Instant, isAdmin: boolean): Promise<HomeView> {
  const today = dayOf(now);
  const monthToDate = { from: firstOfMonth(today), to: addDays(today, 1), calendar: 'month' as const };
  return {
    kind: 'home',
    overview: await overview(parts, now),
    topModels: await answer(
      parts,
      { metric: 'cost', period: monthToDate, by: ['model'], filters: [], top: 5, versus: null, form: 'default' },
      now,
    ),
    status: await status(parts, running, now),
    budgets: [],
    digests: [],
    alerts: [],
    isAdmin,
  };
}
