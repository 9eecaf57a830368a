import { notForThem } from '../access/asker.ts';
import type { Feature, HelpContext } from '../feature.ts';
import { answerCsv, answerFile } from './answer-csv.ts';
import { type AskedQuestion, answerQuestion, readQuestion } from './ask.ts';
import { answerMessage } from './blocks.ts';
import { answerChart } from './chart.ts';
import { chartAltText } from './chart-alt-text.ts';
import { answerJson } from './json.ts';
import { impersonalQuestion } from './question-text.ts';
import { answerText } from './text.ts';
import type { AnswerView } from './view.ts';

export const answersFeature: Feature<AskedQuestion, AnswerView> = {
  help: ({ model, project }: HelpContext) => [
    { question: 'last 7d', meaning: 'the last seven full days, compared with the seven before' },
    { question: 'by model', meaning: 'what each model cost' },
    { question: 'by project this month', meaning: 'what each project cost since the 1st' },
    { question: `for ${model} last 30d by day`, meaning: 'one model, day by day' },
    ...(project === null ? [] : [{ question: `for project "${project}" this month by model`, meaning: 'one project, split by model' }]),
    { question: 'tokens by model yesterday', meaning: 'tokens instead of dollars' },
    { question: 'top 3 models last week vs last month', meaning: 'the three largest, compared with the same days a month before' },
    { question: 'oct 1 - oct 15 by week', meaning: 'any days you name; all days are UTC' },
  ],
  parse: readQuestion,
  answer: (parts, asked, asker, now) => answerQuestion(parts, asked, now, asker.within),
  mayRead: (view, asker) => (view.namesPeople && !asker.maySeePeople ? notForThem(asker, impersonalQuestion(view.query)) : true),
  blocks: (view, reader) => answerMessage(view, { ...reader, canShare: reader.canShare && (!view.namesPeople || reader.mayShowPeople) }),
  ...{ text: answerText, json: answerJson, csv: answerCsv, file: answerFile },
  chart: view => ({
    config: answerChart(view),
    altText: chartAltText(view),
    isShared: view.query.form === 'default' || view.query.form === 'chart',
  }),
  lacksDays: view => view.missingDays.length > 0,
  isShareable: true,
};
