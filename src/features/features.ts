import { warningQuestion } from './alerts/warning-question.ts';
import { budgetQuestion } from './budgets/budget-question.ts';
import { checkQuestion } from './check/command.ts';
import { digestWish } from './digests/digest-wish.ts';
import { defineFeature, type FeatureList } from './feature.ts';
import { forecastQuestion } from './forecast/command.ts';
import { greeting } from './help/command.ts';
import { ownQuestion } from './me/command.ts';
import { overviewQuestion } from './overview/command.ts';
import { priceQuestion } from './prices/command.ts';
import { spokenCommand } from './setup/spoken-command.ts';
import { statusQuestion } from './status/command.ts';
import { changeQuestion } from './why/command.ts';

/**
 * Everything spendbot can be asked. All surfaces use this list: `/spend`, mentions, direct messages, buttons, forms,
 * `spendbot ask`, help (in this order) and suggestions. A feature's code is loaded on first use.
 */
export const features: FeatureList = [
  { name: 'answers', words: [], load: async () => defineFeature((await import('./answers/feature.ts')).answersFeature) },
  {
    name: 'overview',
    words: ['', 'overview', 'summary', 'dashboard'],
    recognizes: overviewQuestion,
    load: async () => defineFeature((await import('./overview/feature.ts')).overviewFeature),
  },
  {
    name: 'forecast',
    words: ['forecast'],
    recognizes: forecastQuestion,
    load: async () => defineFeature((await import('./forecast/feature.ts')).forecastFeature),
  },
  {
    name: 'why',
    words: ['why'],
    recognizes: changeQuestion,
    load: async () => defineFeature((await import('./why/feature.ts')).whyFeature),
  },
  { name: 'me', words: ['me'], claims: ownQuestion, load: async () => defineFeature((await import('./me/feature.ts')).meFeature) },
  {
    name: 'budgets',
    words: ['budget', 'budgets'],
    recognizes: typed => spokenCommand(typed, 'budget') ?? budgetQuestion(typed),
    load: async () => defineFeature((await import('./budgets/feature.ts')).budgetsFeature),
  },
  {
    name: 'alerts',
    words: ['alerts', 'alert'],
    recognizes: typed => spokenCommand(typed, 'alert') ?? warningQuestion(typed),
    load: async () => defineFeature((await import('./alerts/feature.ts')).alertsFeature),
  },
  {
    name: 'digests',
    words: ['digest', 'digests'],
    recognizes: typed => spokenCommand(typed, 'digest') ?? digestWish(typed),
    load: async () => defineFeature((await import('./digests/feature.ts')).digestsFeature),
  },
  {
    name: 'prices',
    words: ['prices', 'price', 'pricing'],
    recognizes: priceQuestion,
    load: async () => defineFeature((await import('./prices/feature.ts')).pricesFeature),
  },
  {
    name: 'check',
    words: ['check'],
    recognizes: checkQuestion,
    load: async () => defineFeature((await import('./check/feature.ts')).checkFeature),
  },
  {
    name: 'status',
    words: ['status'],
    recognizes: statusQuestion,
    load: async () => defineFeature((await import('./status/feature.ts')).statusFeature),
  },
  {
    name: 'settings',
    words: ['settings', 'setting'],
    load: async () => defineFeature((await import('./settings/feature.ts')).settingsFeature),
  },
  {
    name: 'help',
    words: ['help', '?', 'commands', 'examples'],
    recognizes: greeting,
    load: async () => defineFeature((await import('./help/feature.ts')).helpFeature),
  },
];
