import type { HomeView as SlackHomeView } from '@slack/types';
import type { HomeEntry, HomeView } from '../../ask/view-home.ts';
import { mrkdwnName } from '../escape.ts';
import { overviewFigures, overviewNotes, statusSections } from '../lines.ts';
import { plural } from '../notes.ts';
import { shorten } from '../shorten.ts';
import { answerLines } from '../summary.ts';
import { button } from './answer-buttons.ts';
import { scopeFormAction } from './settings.ts';
import { context, header, section } from './text-blocks.ts';

const shownSources = 10;
const shownEntries = 10;

/** The App Home. Slack takes neither charts nor tables there, so parts are lines. */
export function homeBlocks(view: HomeView): SlackHomeView['blocks'] {
  const models = answerLines(view.topModels);
  const sources = statusSections(view.status);
  return [
    header('Spend'),
    {
      type: 'section',
      fields: overviewFigures(view.overview).map(({ title, cost, note }) => ({ type: 'mrkdwn', text: `${title}\n*${cost}*\n${note}` })),
    },
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
    ...entries('Budgets', view.budgets, 'No budget is set'),
    ...entries('Digests', view.digests, 'No digest is posted'),
    ...entries('Alerts', view.alerts, 'No alert is set'),
    ...(view.isAdmin ? [adminButtons] : []),
    header('Collection'),
    ...sources.slice(0, shownSources).map(({ title, lines }) => section([title, ...lines].join('\n'))),
    ...(sources.length > shownSources ? [context([`… and ${plural(sources.length - shownSources, 'more source')}`])] : []),
  ];
}

const adminButtons: SlackHomeView['blocks'][number] = {
  type: 'actions',
  elements: [button('ask:settings', 'Settings', 'settings'), button(scopeFormAction, 'What a channel shows', 'settings')],
};

function entries(title: string, all: readonly HomeEntry[], none: string): SlackHomeView['blocks'] {
  const lines = all.slice(0, shownEntries).map(({ words, channelId }) => {
    const where = channelId !== null && /^[CG][A-Z0-9]+$/.test(channelId) ? ` in <#${channelId}>` : '';
    return `${mrkdwnName(shorten(words, 250))}${where}`;
  });
  const more = all.length > shownEntries ? [`… and ${all.length - shownEntries} more`] : [];
  const text = all.length === 0 ? none : [...lines, ...more].join('\n');
  return [header(title), { type: 'section', text: { type: 'mrkdwn', text } }];
}
