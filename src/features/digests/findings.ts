import { describeFilters } from '#core/query/describe-query.ts';
import type { Filter } from '#core/query/query.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { budgetStates } from '../budgets/budget-states.ts';
import type { BudgetState } from '../budgets/view.ts';
import { forecastOf } from '../forecast/forecast.ts';
import { causesBetween } from '../why/causes.ts';
import type { NamedContributor } from '../why/view.ts';
import type { DigestParts } from './digest.ts';
import type { DigestMover } from './view.ts';

/** Per dimension. */
const namedMovers = 3;

/** The parts of a digest that other features supply: the budgets of its scope, the month's forecast, and the largest changes. */
export function digestFindings(parts: AskParts): Pick<DigestParts, 'budgets' | 'forecast' | 'movers'> {
  return {
    async budgets(filters, now) {
      const scope = describeFilters(filters, await readNames(parts.database));
      const running = (await budgetStates(parts, now)).filter(({ isPaused }) => !isPaused);
      return running
        .filter(budget => scope === '' || budget.scope === scope)
        .sort((a, b) => b.percent - a.percent || a.number - b.number)
        .map(({ amountNanoUsd, spentNanoUsd, percent, ...budget }) => ({ name: nameOf(budget), spentNanoUsd, amountNanoUsd, percent }));
    },
    async forecast(filters: readonly Filter[], now) {
      const { from, forecast } = await forecastOf(parts, { unit: 'month', filters, now });
      return forecast === null ? null : { month: from, totalNanoUsd: forecast.totalNanoUsd, band: forecast.band };
    },
    async movers(filters, previous, period, now) {
      const causes = await causesBetween(parts, { previous, period, filters, now });
      // Models explain why a project changed; the two lists together show where it came from.
      return causes.by.flatMap(({ attribute, contributors }) =>
        attribute === 'model' || attribute === 'project' ? contributors.slice(0, namedMovers).map(one => moverOf(attribute, one)) : [],
      );
    },
  };
}

function moverOf(dimension: DigestMover['dimension'], one: NamedContributor): DigestMover {
  const { label, beforeNanoUsd, afterNanoUsd, priceNanoUsd, volumeNanoUsd, presence } = one;
  return { dimension, label, presence, changeNanoUsd: afterNanoUsd - beforeNanoUsd, priceNanoUsd, volumeNanoUsd };
}

/** `of the month for project "Search"`. */
function nameOf({ period, scope }: Pick<BudgetState, 'period' | 'scope'>): string {
  return scope === '' ? `of the ${period}` : `of the ${period} ${scope}`;
}
