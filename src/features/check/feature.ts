import type { Feature } from '../feature.ts';
import { checkMessage } from './blocks.ts';
import { check, priceChangesIn } from './check.ts';
import { checkJson } from './json.ts';
import { type AskedCheck, readCheck } from './read-check.ts';
import { checkText } from './text.ts';
import type { CheckView } from './view.ts';

/** `check`, `check october`, `check by day`: estimated against billed cost. */
export const checkFeature: Feature<AskedCheck, CheckView> = {
  help: () => [{ question: 'check last month', meaning: 'what OpenAI bills against what was estimated, and why they differ' }],
  parse: readCheck,
  async answer(parts, { period, ...shown }, { within }, now) {
    return { ...(await check(parts, { period, within })), ...(await priceChangesIn(parts, period, now, within)), ...shown };
  },
  ...{ blocks: checkMessage, text: checkText, json: checkJson },
};
