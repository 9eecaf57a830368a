import { oneLine } from '#show/escape.ts';
import type { ForecastView } from '../ask/view-forecast.ts';
import type { WhyView } from '../ask/view-why.ts';
import { changeHeadline, changeSummary, contributorLines, splitTitle, whyNotes } from './cause-words.ts';
import { forecastHeadline, forecastLines, forecastNotes } from './forecast-words.ts';

/** A forecast for a terminal. */
export function forecastText(view: ForecastView): string[] {
  return [forecastHeadline(view), ...forecastLines(view), ...forecastNotes(view)];
}

const listedContributors = 10;

/** The causes of a change for a terminal. */
export function whyText(view: WhyView): string[] {
  const splits = view.causes.by.flatMap(({ attribute, contributors }) => {
    const lines = contributorLines(contributors, listedContributors);
    return lines.length === 0 ? [] : [splitTitle(attribute), ...lines.map(line => `  ${oneLine(line)}`)];
  });
  return [changeHeadline(view), changeSummary(view), ...splits, ...whyNotes(view)];
}
