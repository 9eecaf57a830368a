import type { SectionBlock } from '@slack/types';
import { button } from '#show/blocks/buttons.ts';
import { type Message, words } from '#show/blocks/message.ts';
import { context, header, inMrkdwn, section } from '#show/blocks/text-blocks.ts';
import { overviewBudgets, overviewVerdict } from './overview-verdict.ts';
import type { OverviewView } from './view.ts';
import { overviewFigures, overviewNotes } from './words.ts';

/** `/spend` alone: today, yesterday, the last week and the month, and buttons for follow-up questions. */
export function overviewMessage(view: OverviewView): Message {
  const figures = overviewFigures(view);
  return {
    text: inMrkdwn([
      overviewVerdict(view),
      ...figures.map(({ title, cost, note }) => `${title}: ${cost} (${note})`),
      ...overviewBudgets(view),
    ]),
    parts: [
      words(header('OpenAI spend')),
      words(section(overviewVerdict(view))),
      words(figuresSection(view)),
      ...(view.budgets.length === 0 ? [] : [words(section(overviewBudgets(view).join('\n')))]),
      words(context(overviewNotes(view))),
      words({
        type: 'actions',
        elements: [
          button('ask:by-model', 'By model', 'by model last 7d'),
          button('ask:by-project', 'By project', 'by project last 7d'),
          button('ask:7-days', '7 days', 'last 7d'),
          button('ask:30-days', '30 days', 'last 30d'),
        ],
      }),
    ],
  };
}

export function figuresSection(view: OverviewView): SectionBlock {
  const fields = overviewFigures(view).map(({ title, cost, note }) => ({
    type: 'mrkdwn' as const,
    text: `${title}\n*${cost}*\n${note}`.trimEnd(),
  }));
  return { type: 'section', fields };
}
