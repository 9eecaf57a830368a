import { defineFeature, type FeatureList } from './feature.ts';
import { ownQuestion } from './me/command.ts';

/**
 * Everything spendbot can be asked. All surfaces use this list: `/spend`, mentions, direct messages, buttons, forms,
 * `spendbot ask`, help (in this order) and suggestions. A feature's code is loaded on first use.
 */
export const features: FeatureList = [
  { name: 'answers', words: [], load: async () => defineFeature((await import('./answers/feature.ts')).answersFeature) },
  { name: 'overview', words: [''], load: async () => defineFeature((await import('./overview/feature.ts')).overviewFeature) },
  { name: 'forecast', words: ['forecast'], load: async () => defineFeature((await import('./forecast/feature.ts')).forecastFeature) },
  { name: 'why', words: ['why'], load: async () => defineFeature((await import('./why/feature.ts')).whyFeature) },
  { name: 'me', words: ['me'], claims: ownQuestion, load: async () => defineFeature((await import('./me/feature.ts')).meFeature) },
  { name: 'budgets', words: ['budget', 'budgets'], load: async () => defineFeature((await import('./budgets/feature.ts')).budgetsFeature) },
  { name: 'alerts', words: ['alerts', 'alert'], load: async () => defineFeature((await import('./alerts/feature.ts')).alertsFeature) },
  { name: 'digests', words: ['digest', 'digests'], load: async () => defineFeature((await import('./digests/feature.ts')).digestsFeature) },
  { name: 'prices', words: ['prices', 'price'], load: async () => defineFeature((await import('./prices/feature.ts')).pricesFeature) },
  { name: 'check', words: ['check'], load: async () => defineFeature((await import('./check/feature.ts')).checkFeature) },
  { name: 'status', words: ['status'], load: async () => defineFeature((await import('./status/feature.ts')).statusFeature) },
  {
    name: 'settings',
    words: ['settings', 'setting'],
    load: async () => defineFeature((await import('./settings/feature.ts')).settingsFeature),
  },
  { name: 'help', words: ['help', '?'], load: async () => defineFeature((await import('./help/feature.ts')).helpFeature) },
];
