import type { Period } from '#core/time/period.ts';
import type { Rhythm } from '#features/digests/slot.ts';
import type { DigestView } from '#features/digests/view.ts';
import { answer } from './views/views.ts';

/** A digest of `period`, otherwise as in an ordinary week; `changes` replace what a test is about. */
export function digestView({ rhythm, period }: { rhythm: Rhythm; period: Period }, changes: Partial<DigestView> = {}): DigestView {
  const asked = { ...answer().query, period: { ...period, calendar: null } };
  const models = answer({ query: asked });
  const none = {
    ...{ scope: null, people: null, sameWeekdays: [], weekAverageNanoUsd: null, budgets: [], month: null, forecastOf15thNanoUsd: null },
    ...{ movers: [], moversSince: null, notIn: [], late: null },
  };
  return { kind: 'digest', rhythm, ...none, models, projects: models, chart: answer(), ...changes };
}
