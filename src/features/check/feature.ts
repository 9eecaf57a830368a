import type { Feature } from '../feature.ts';
import { checkMessage } from './blocks.ts';
import { check, checkedByDefault, priceChangesIn } from './check.ts';
import { checkJson } from './json.ts';
import { checkText } from './text.ts';
import type { CheckView } from './view.ts';

/** `check`, `check by day`: estimated against billed cost, over the last 30 full days. */
export const checkFeature: Feature<{ readonly table?: 'day' }, CheckView> = {
  help: () => [{ question: 'check', meaning: 'what OpenAI bills against what was estimated, and why they differ' }],
  parse(rest) {
    const by = rest.toLowerCase();
    if (by === '' || by === 'by model') return {};
    return by === 'by day' ? { table: 'day' } : null;
  },
  async answer(parts, asked, { within }, now) {
    const period = checkedByDefault(now);
    return { ...(await check(parts, { period, within })), ...(await priceChangesIn(parts, period, now, within)), ...asked };
  },
  ...{ blocks: checkMessage, text: checkText, json: checkJson },
};
