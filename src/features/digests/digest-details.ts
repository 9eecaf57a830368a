import { monthName } from '#core/time/format-day.ts';
import { formatUsd, isUnderACent } from '#show/format-figures.ts';
import { weekdayAndDay } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { missingCost } from '../answers/missing-cost.ts';
import type { AnswerView } from '../answers/view.ts';
import { subjectOf } from '../verdict/budget-outcome.ts';
import { type Mover, moverMark, oncePerCause } from '../verdict/mover.ts';
import { digestVerdict, missingDays, moversInside } from './digest-verdict.ts';
import type { DigestView } from './view.ts';
import { loneLabel } from './with-short-models.ts';

const longestName = 60;
const listedGroups = 3;
const listedMovers = 3;

/** What the figures are made of, and what moved: a line each. */
export interface DigestDetail {
  readonly title: string;
  readonly items: readonly string[];
}

/** The largest models, projects and people, and the largest changes that the verdict did not name. */
export function digestDetails(view: DigestView): DigestDetail[] {
  const { models, projects, people } = view;
  return [
    { title: 'Top models', items: topGroups(models, view) },
    { title: 'Top projects', items: topGroups(projects, view) },
    { title: 'Top people', items: people === null ? [] : topGroups(people, view) },
    { title: movedTitle(view), items: movers(view) },
  ].filter(({ items }) => items.length > 0);
}

/** Empty when all of it is the one thing that the digest is about. */
function topGroups(view: AnswerView, { scope }: DigestView): string[] {
  const items = view.groups.slice(0, listedGroups).map(group => {
    const { costNanoUsd } = group;
    return { name: loneLabel(group), cost: costNanoUsd === null ? missingCost(view, group) : formatUsd(costNanoUsd) };
  });
  const isScope = items.length === 1 && scope !== null && items[0]?.name === subjectOf(scope);
  return isScope ? [] : items.map(({ name, cost }) => `${shorten(name, longestName)} ${cost}`);
}

function movers(view: DigestView): string[] {
  if (missingDays(view).length > 0) return [];
  const { named } = digestVerdict(view);
  const inside = moversInside(view);
  const listed = inside.filter(({ dimension }) => dimension === 'model' || dimension === 'project');
  return oncePerCause(listed, named)
    .filter(({ changeNanoUsd }) => changeNanoUsd !== 0n && !isUnderACent(changeNanoUsd))
    .slice(0, listedMovers)
    .map(mover => moverMark(withOwner(mover, inside)));
}

/** A model that only one of the projects that moved used is told with its name. */
function withOwner(mover: Mover, movers: readonly Mover[]): Mover {
  const { dimension, label, owner } = mover;
  const isNamed = dimension === 'model' && movers.some(one => one.dimension === 'project' && one.label === owner);
  return isNamed ? { ...mover, label: `${label} (${owner})` } : mover;
}

/** What the movers are compared with: `Since Mon 23 Nov`, and *also* beside what the sentence named. */
function movedTitle(view: DigestView): string {
  const { rhythm, moversSince } = view;
  if (moversSince === null) return '';
  const since = { daily: weekdayAndDay, weekly: () => 'the week before', monthly: monthName }[rhythm](moversSince.from);
  return digestVerdict(view).named.length > 0 ? `Also since ${since}` : `Since ${since}`;
}
