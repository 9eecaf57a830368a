import type { ActionsBlock, SectionBlock, HomeView as SlackHomeView } from '@slack/types';
import { zoneName } from '#core/time/local-time.ts';
import { button } from '#show/blocks/buttons.ts';
import type { UploadedPicture } from '#show/blocks/message.ts';
import { channelLink, context, header, mrkdwnSection, personLink, section, withChannelLinks } from '#show/blocks/text-blocks.ts';
import { unbroken } from '#show/blocks/unbroken.ts';
import { mrkdwnName } from '#show/escape.ts';
import { capitalized, plural } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { alertHeadline, alertMark } from '../alerts/alert-headline.ts';
import { alertStateSuffix } from '../alerts/alert-state.ts';
import { alertButtons } from '../alerts/blocks.ts';
import { alertRuleLine } from '../alerts/words.ts';
import { answerLines } from '../answers/words.ts';
import type { BudgetState } from '../budgets/view.ts';
import type { DigestState } from '../digests/view.ts';
import { forecastHeadline, forecastLines } from '../forecast/words.ts';
import { figuresSection } from '../overview/blocks.ts';
import { overviewNotes } from '../overview/words.ts';
import { formButtons } from '../settings/blocks.ts';
import { statusVerdict } from '../status/status-verdict.ts';
import { statusSections } from '../status/words.ts';
import { staleWords } from '../verdict/staleness.ts';
import type { HomeView } from './home.ts';
import type { HomeAlert } from './home-alerts.ts';
import { fullestBudgets, homeBudgetLine, projectLines } from './words.ts';

type Blocks = SlackHomeView['blocks'];

const shownSources = 10;
const shownEntries = 10;
const shownAlerts = 5;

/** The App Home. Slack takes neither its own charts nor tables there, so the month is a picture, and the parts are lines of text. */
export function homeBlocks(view: HomeView, picture: UploadedPicture | null): Blocks {
  const models = answerLines(view.topModels);
  const sources = statusSections(view.status);
  const stale = staleWords(view.overview);
  const { stale: _toldAbove, ...forecast } = view.forecast;
  const [outlook = ''] = forecastLines(forecast);
  const collecting = [statusVerdict(view.status).words].filter(words => !stale.includes(words));
  return unbroken([
    ...stale.map(words => section(words)),
    header(forecastHeadline(view.forecast)),
    section(outlook),
    ...(picture === null ? [] : [{ type: 'image' as const, slack_file: { id: picture.fileId }, alt_text: picture.altText }]),
    figuresSection(view.overview),
    context(overviewNotes(view.overview)),
    questionButtons,
    ...openAlertBlocks(view),
    header('Budgets'),
    ...budgetBlocks(view),
    header('Projects, the last 14 days'),
    mrkdwnSection(orElse(projectLines(view.projects), 'Nothing was used')),
    header('Models, this month so far'),
    section(models.length === 0 ? 'Nothing was used yet' : models.join('\n')),
    header('Digests'),
    listed(view.digests.map(digestLine), 'No digest is posted'),
    header('Alerts'),
    listed(
      view.alerts.map(rule => alertRuleLine({ ...rule, scope: mrkdwnName(shorten(rule.scope, 250)) }, channelLink)),
      'Nothing is watched yet besides budgets',
    ),
    ...(view.isAdmin ? [adminButtons] : []),
    header('Collection'),
    ...collecting.map(words => mrkdwnSection([withChannelLinks(words)])),
    ...sources.slice(0, shownSources).map(({ title, lines }) => mrkdwnSection([title, ...lines].map(withChannelLinks))),
    ...(sources.length > shownSources ? [context([`… and ${plural(sources.length - shownSources, 'more source')}`])] : []),
  ]);
}

const questionButtons: ActionsBlock = {
  type: 'actions',
  elements: [
    button('ask:by-model', 'By model', 'by model last 7d'),
    button('ask:by-project', 'By project', 'by project last 7d'),
    button('ask:why-week', 'Why last week', 'why last week'),
    button('ask:mine', 'Only mine', 'me last 7d'),
    button('ask:help', 'What can I ask?', 'help'),
  ],
};

const adminButtons: ActionsBlock = {
  type: 'actions',
  elements: [
    button('ask:budgets', 'Budgets', 'budget'),
    button('ask:alerts', 'Alerts', 'alerts'),
    button('ask:digests', 'Digests', 'digest'),
    button('ask:settings', 'Settings', 'settings'),
    ...formButtons,
  ],
};

/** Empty where nothing is open but what the budgets' own lines tell. */
function openAlertBlocks(view: HomeView): Blocks {
  const { shown } = fullestBudgets(view.overview.budgets);
  const others = view.openAlerts.filter(open => !shown.some(budget => isOfBudget(open, budget)));
  if (others.length === 0) return [];
  const more = others.length - shownAlerts;
  return [
    header('Open alerts'),
    ...others.slice(0, shownAlerts).flatMap(open => [alertSection(open), ...buttonsOf(open, view)]),
    ...(more > 0 ? [context([`… and ${plural(more, 'more open alert')}`])] : []),
  ];
}

/** Everyone may ask on; who may change things acts on it too. */
function buttonsOf({ alert }: HomeAlert, { isAdmin }: HomeView): Blocks {
  const buttons = alertButtons(alert, isAdmin ? 'home' : null);
  return buttons === null ? [] : [buttons];
}

/** A line each. An open alert is told in its budget's line, so that a budget has one mark. */
function budgetBlocks(view: HomeView): Blocks {
  const { shown, more } = fullestBudgets(view.overview.budgets);
  if (shown.length === 0) return [mrkdwnSection(['No budget is set'])];
  return [
    ...shown.flatMap(budget => {
      const open = view.openAlerts.find(one => isOfBudget(one, budget));
      if (open === undefined) return [mrkdwnSection([homeBudgetLine(budget)])];
      const told = `${homeBudgetLine(budget)} · alert in ${channelLink(open.channelId)}${alertStateSuffix(open.alert, personLink)}`;
      return [mrkdwnSection([told]), ...buttonsOf(open, view)];
    }),
    ...(more > 0 ? [context([`… and ${plural(more, 'more budget')}`])] : []),
  ];
}

/** Whether it is about the budget's current period. */
function isOfBudget({ alert: { finding } }: HomeAlert, { number, from }: BudgetState): boolean {
  return 'period' in finding && finding.number === number && finding.from === from;
}

function alertSection({ alert, channelId }: HomeAlert): SectionBlock {
  return mrkdwnSection([
    `*${alertMark(alert)} ${mrkdwnName(shorten(alertHeadline(alert), 400))}*${alertStateSuffix(alert, personLink)}`,
    channelLink(channelId),
  ]);
}

function digestLine({ rhythm, time, timeZone, channelId, scope, isPaused }: DigestState): string {
  const what = mrkdwnName(shorten(`${capitalized(rhythm)} at ${time} ${zoneName(timeZone)} ${scope}`.trim(), 250));
  return `${what} in ${channelLink(channelId)}${isPaused ? ' (paused)' : ''}`;
}

/** Lists lines of mrkdwn whose names are already escaped. */
function listed(lines: readonly string[], none: string): SectionBlock {
  const shown = lines.slice(0, shownEntries);
  const more = lines.length > shown.length ? [`… and ${lines.length - shown.length} more`] : [];
  return mrkdwnSection(orElse([...shown, ...more], none));
}

function orElse(lines: readonly string[], none: string): readonly string[] {
  return lines.length === 0 ? [none] : lines;
}
