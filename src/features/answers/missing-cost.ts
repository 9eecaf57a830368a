import { isTimeUnit } from '#core/usage/dimensions.ts';
import { tokensOf } from './answer-rows.ts';
import type { AnswerView, Group } from './view.ts';

type Costed = Pick<Group, 'costNanoUsd'> & { readonly key?: Group['key'] };

/** What stands in place of a cost that isn't known: that it has no price, or `–` where the bill has no line of its own for it. */
export function missingCost(view: Pick<AnswerView, 'unpricedNotInCost'>, group: Costed): 'unpriced' | '–' {
  const model = group.key?.model;
  const isOwn = (one: { readonly model: string }) => model === undefined || (model ?? '') === one.model;
  return view.unpricedNotInCost.some(isOwn) ? 'unpriced' : '–';
}

/**
 * The labels of what was used but has no line on the bill, largest use first: its days don't make it another thing. Requests without tokens of
 * a model that elsewhere has some are calls of its tools, whose lines are their own.
 */
export function notOnTheBill(view: AnswerView): string[] {
  const missing = view.groups.filter(group => group.costNanoUsd === null && missingCost(view, group) === '–');
  const withTokens = new Set(view.groups.filter(group => tokensOf(group)).map(({ key }) => key?.model));
  const isToolCalls = (group: Group) => group.key?.model !== undefined && !tokensOf(group) && withTokens.has(group.key.model);
  const things = view.query.by.filter(dimension => !isTimeUnit(dimension));
  const labels = missing
    .filter(group => !isToolCalls(group))
    .map(({ label }) => (typeof label === 'string' ? label : things.map(thing => label[thing] ?? '').join(' · ')));
  return [...new Set(labels)];
}
