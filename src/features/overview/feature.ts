import type { Feature } from '../feature.ts';
import { overviewMessage } from './blocks.ts';
import { overviewJson } from './json.ts';
import { overview } from './overview.ts';
import { overviewText } from './text.ts';
import type { OverviewView } from './view.ts';

export const overviewFeature: Feature<object, OverviewView> = {
  parse: rest => (rest === '' ? {} : null),
  answer: (parts, _request, asker, now) => overview(parts, now, asker),
  ...{ blocks: overviewMessage, text: overviewText, json: overviewJson },
  lacksDays: ({ todaySoFar, yesterday, last7Days, monthToDate }) =>
    [todaySoFar, yesterday, last7Days, monthToDate].some(({ basis }) => basis === 'none'),
};
