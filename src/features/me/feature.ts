import { problem } from '#show/plain-views.ts';
import type { AskedQuestion } from '../answers/ask.ts';
import { answersFeature } from '../answers/feature.ts';
import type { AnswerView } from '../answers/view.ts';
import type { Feature } from '../feature.ts';
import { answerOwn, readOwnQuestion } from './me.ts';

/** `me last 7d`: the asker's own usage, shown only to them. */
export const meFeature: Feature<AskedQuestion, AnswerView> = {
  ...answersFeature,
  help: () => [{ question: 'me', meaning: 'your own usage, for you alone' }],
  mayAsk: async ({ isPublic }) =>
    isPublic ? problem('Your own figures are for you alone: ask with /spend, or write to spendbot directly.') : true,
  parse: readOwnQuestion,
  answer: answerOwn,
  mayRead: () => true,
};
