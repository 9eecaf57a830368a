import { addDays } from '#core/time/day.ts';
import type { Message } from '../slack/message.ts';
import { answerFindings, type Question } from './answer-findings.ts';
import { csvFindings } from './csv-findings.ts';
import { type Finding, isEqual } from './finding.ts';
import { helpFindings, overviewFindings, problemFindings, statusFindings } from './other-findings.ts';
import { between, lastDays, lastMonth, monthToDate, type NamedPeriod } from './periods.ts';
import { pictureFindings } from './picture-findings.ts';
import { type ShownMessage, shownMessage } from './shown-message.ts';
import type { TrueFigures } from './true-figures.ts';
import { shareButton, type Turn } from './turn.ts';

/** What the conversation needs to know of the stage. */
export interface Setting {
  readonly truth: TrueFigures;
  readonly collectedDays: number;
  readonly slackUrl: string;
}

/** Everything that people say and press in the check, in order. Dates follow from the day on which it is played. */
export function conversation({ truth, collectedDays, slackUrl }: Setting): Turn[] {
  const { today } = truth;
  const week = lastDays(today, 7);
  const thirtyDays = lastDays(today, 30);
  // Settled, so that every figure is the bill's.
  const settled = between(addDays(today, -33), addDays(today, -4));
  const search = { by: 'project', isKept: (label: string) => label === 'Search' } as const;
  const gpt4o = { by: 'model', isKept: (label: string) => /^gpt-4o(-\d{4}-\d\d-\d\d)?$/.test(label) } as const;
  const preview = { by: 'model', isKept: (label: string) => label === 'gpt-7-preview' } as const;

  const asked = (who: string, split: string, named: NamedPeriod, more: Partial<Question> & Pick<Question, 'by'>) =>
    seenBy(who, shown =>
      answerFindings(
        shown,
        {
          metric: 'cost',
          period: named.period,
          previous: named.previous,
          readAs: `${more.metric ?? 'cost'}${split}, ${named.words}`,
          maySeePeople: ['you', 'olga'].includes(who),
          ...more,
        },
        truth,
      ),
    );
  const byModel = (who: string, named: NamedPeriod) => asked(who, ' by model', named, { by: 'model' });
  const byProject = (who: string, named: NamedPeriod) => asked(who, ' by project', named, { by: 'project' });
  const total = (who: string, named: NamedPeriod) => asked(who, '', named, { by: 'nothing' });

  return [
    types(
      'you',
      '/spend',
      seenBy('you', shown => overviewFindings(shown, truth)),
    ),
    presses('you', 'By model', byModel('you', week)),
    types('you', '/spend last 7d', total('you', week)),
    presses('you', '30 days', total('you', thirtyDays)),
    types('you', '/spend by model last 30d', byModel('you', thirtyDays)),
    presses('you', 'By project', byProject('you', thirtyDays)),
    types('alice', '/spend by project this month', byProject('alice', monthToDate(today))),
    types(
      'bob',
      '/spend for project "Search" last 2 weeks by model',
      asked('bob', ' by model for project "Search"', lastDays(today, 14), { by: 'model', only: search }),
    ),
    types('carol', '/spend tokens by model yesterday', asked('carol', ' by model', lastDays(today, 1), { by: 'model', metric: 'tokens' })),
    types('dmitri', '/spend requests last 7d', asked('dmitri', '', week, { by: 'nothing', metric: 'requests' })),
    types('you', '/spend top 3 models last month', asked('you', ' by model, top 3', lastMonth(today), { by: 'model', top: 3 })),
    types('olga', '/spend by user last 7d', asked('olga', ' by user', week, { by: 'user' })),
    types(
      'bob',
      '/spend by user last 7d',
      seenBy('bob', shown =>
        problemFindings(shown, 'Figures of single people and keys are for admins', `cost by model, ${week.words}, UTC`),
      ),
    ),
    presses('bob', `cost by model, ${week.words}, UTC`, byModel('bob', week)),
    types('you', '/spend by day last 7d vs previous', asked('you', ' by day', week, { by: 'day' })),
    types(
      'carol',
      '/spend by modle',
      seenBy('carol', shown => problemFindings(shown, '`by modle`: did you mean `by model`?', 'by model')),
    ),
    presses('carol', 'by model', byModel('carol', week)),
    types('alice', '/spend for gpt-7-preview last 7d', asked('alice', ' for model gpt-7-preview', week, { by: 'nothing', only: preview })),
    types('you', '/spend by tier last 7d', asked('you', ' by tier', week, { by: 'tier' })),
    types(
      'dmitri',
      '/spend How much did we spend on gpt-4o yesterday?',
      asked('dmitri', ' for model gpt-4o', lastDays(today, 1), { by: 'nothing', only: gpt4o }),
    ),
    types(
      'you',
      `/spend by project ${settled.period.from}..${addDays(settled.period.to, -1)} as csv`,
      seenBy('you', shown => csvFindings(shown, { period: settled.period, by: 'project' }, truth)),
    ),
    types(
      'you',
      '/spend status',
      seenBy('you', shown => statusFindings(shown, collectedPeriod())),
    ),
    types('olga', '/spend help', seenBy('olga', helpFindings)),
    presses('olga', 'Ask', total('olga', week)),
    types('you', '/spend by model last 30d', byModel('you', thirtyDays), 'ml-costs'),
    presses(
      'you',
      shareButton,
      async message => [
        ...(await pictureFindings(message, { channel: 'C0MLCOSTS', slackUrl })),
        ...answerFindings(
          shownMessage(message),
          {
            ...{ by: 'model', metric: 'cost', period: thirtyDays.period, previous: thirtyDays.previous },
            ...{ readAs: `cost by model, ${thirtyDays.words}`, maySeePeople: false, isShared: true },
          },
          truth,
        ),
      ],
      'ml-costs',
    ),
    { ...presses('alice', 'By project', byProject('alice', thirtyDays), 'ml-costs'), does: { presses: 'By project', of: 'shared' } },
  ];

  function collectedPeriod() {
    return { from: addDays(today, 1 - collectedDays), to: addDays(today, 1), days: collectedDays };
  }
}

type Check = Turn['check'];

function types(who: string, text: string, check: Check, where = 'general'): Turn {
  return { who, where, does: { types: text }, check };
}

function presses(who: string, button: string, check: Check, where = 'general'): Turn {
  return { who, where, does: { presses: button }, check };
}

/** A check of what only the asker may see. */
function seenBy(who: string, check: (shown: ShownMessage) => Finding[]): Check {
  return (message: Message) => [
    isEqual('who sees it', `U0${who.toUpperCase()}`, message.visibleTo ?? 'everyone'),
    ...check(shownMessage(message)),
  ];
}
