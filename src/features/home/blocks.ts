import type { SectionBlock, HomeView as SlackHomeView } from '@slack/types';
import { zoneName } from '#core/time/local-time.ts';
import { button } from '#show/blocks/buttons.ts';
import { channelLink, context, header, section } from '#show/blocks/text-blocks.ts';
import { mrkdwnName } from '#show/escape.ts';
import { plural } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { alertRuleLine } from '../alerts/words.ts';
import { answerLines } from '../answers/words.ts';
import { budgetSummary } from '../budgets/words.ts';
import type { DigestState } from '../digests/view.ts';
import { figuresSection } from '../overview/blocks.ts';
import { overviewNotes } from '../overview/words.ts';
import { formButtons } from '../settings/blocks.ts';
import { statusSections } from '../status/words.ts';
import type { HomeView } from './home.ts';

const shownSources = 10;
const shownEntries = 10;

/** The App Home. Slack allows neither charts nor tables there, so the parts are lines of text. */
export function homeBlocks(view: HomeView): SlackHomeView['blocks'] {
  const models = answerLines(view.topModels);
  const sources = statusSections(view.status);
  return [
    header('Spend'),
    figuresSection(view.overview),
    context(overviewNotes(view.overview)),
    {
      type: 'actions',
      elements: [
        button('ask:by-model', 'By model', 'by model last 7d'),
        button('ask:by-project', 'By project', 'by project last 7d'),
        button('ask:mine', 'Only mine', 'me last 7d'),
        button('ask:help', 'What can I ask?', 'help'),
      ],
    },
    header('Models, this month so far'),
    section(models.length === 0 ? 'Nothing was used yet' : models.join('\n')),
    header('Budgets'),
    section(budgetSummary(view.overview.budgets).join('\n') || 'No budget is set'),
    header('Digests'),
    listed(view.digests.map(digestLine), 'No digest is posted'),
    header('Alerts'),
    listed(
      view.alerts.map(rule => alertRuleLine({ ...rule, scope: mrkdwnName(shorten(rule.scope, 250)) }, channelLink)),
      'Nothing is watched yet besides budgets',
    ),
    ...(view.isAdmin ? [adminButtons] : []),
    header('Collection'),
    ...sources.slice(0, shownSources).map(({ title, lines }) => section([title, ...lines].join('\n'))),
    ...(sources.length > shownSources ? [context([`… and ${plural(sources.length - shownSources, 'more source')}`])] : []),
  ];
}

const adminButtons: SlackHomeView['blocks'][number] = {
  type: 'actions',
  elements: [
    button('ask:budgets', 'Budgets', 'budget'),
    button('ask:alerts', 'Alerts', 'alerts'),
    button('ask:digests', 'Digests', 'digest'),
    button('ask:settings', 'Settings', 'settings'),
    ...formButtons,
  ],
};

function digestLine({ rhythm, time, timeZone, channelId, scope, isPaused }: DigestState): string {
  const what = mrkdwnName(shorten(`${rhythm} at ${time} ${zoneName(timeZone)} ${scope}`.trim(), 250));
  return `${what} in ${channelLink(channelId)}${isPaused ? ' (paused)' : ''}`;
}

/** Lists lines of mrkdwn whose names are already escaped. */
function listed(lines: readonly string[], none: string): SectionBlock {
  const shown = lines.slice(0, shownEntries);
  const more = lines.length > shown.length ? [`… and ${lines.length - shown.length} more`] : [];
  return { type: 'section', text: { type: 'mrkdwn', text: shorten([...shown, ...more].join('\n') || none, 3000) } };
}
