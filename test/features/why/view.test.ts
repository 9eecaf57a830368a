import { expect, it } from 'vitest';
import type { Attribute } from '#core/usage/dimensions.ts';
import { withoutPeople } from '#features/why/view.ts';
import { contributor, whyView } from '../../support/views/forecast-views.ts';
import { usd } from '../../support/views/views.ts';

it('names no person or key, also not as what made another change, once they are left out', () => {
  const made = (attribute: Attribute, label: string) => ({ attribute, label, changeNanoUsd: usd(42) });
  const [farah, model, key] = [made('user', 'Farah'), made('model', 'gpt-4o'), made('key', 'evals key')];
  const by = [
    { attribute: 'project' as const, contributors: [contributor({ label: 'Search', madeBy: [farah, model, key] })] },
    { attribute: 'model' as const, contributors: [contributor({ madeBy: [farah] })] },
    { attribute: 'user' as const, contributors: [contributor({ label: 'Farah', madeBy: [model] })] },
    { attribute: 'key' as const, contributors: [contributor({ label: 'evals key', madeBy: [model] })] },
  ];
  const view = whyView();
  expect(withoutPeople({ ...view, causes: { ...view.causes, by } }).causes.by).toEqual([
    { attribute: 'project', contributors: [contributor({ label: 'Search', madeBy: [model] })] },
    { attribute: 'model', contributors: [contributor()] },
  ]);
});
