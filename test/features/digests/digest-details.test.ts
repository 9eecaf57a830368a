import { describe, expect, it } from 'vitest';
import { digestDetails } from '#features/digests/digest-details.ts';
import { digestNotes } from '#features/digests/digest-notes.ts';
import { digestVerdict } from '#features/digests/digest-verdict.ts';
import type { Mover } from '#features/verdict/mover.ts';
import { digestView } from '../../support/digest-view.ts';
import { spoken } from '../../support/spoken.ts';
import { usd } from '../../support/views/views.ts';

const day = { rhythm: 'daily', period: { from: '2026-11-23', to: '2026-11-24' } } as const;
const moversSince = { from: '2026-11-16', to: '2026-11-17' };

/** What made so many dollars of a change. */
const madeBy = (dimension: Mover['dimension'], label: string, dollars: number): Partial<Mover> => ({
  madeBy: [{ dimension, label, changeNanoUsd: usd(dollars) }],
});

function mover(dimension: Mover['dimension'], label: string, change: number, more: Partial<Mover> = {}): Mover {
  const presence = { presence: 'both', changeNanoUsd: usd(change), priceNanoUsd: 0n, volumeNanoUsd: usd(change) } as const;
  return { dimension, label, ...presence, ...more };
}

/** What is listed as moved. */
function moved(movers: readonly Mover[]): readonly string[] {
  const details = digestDetails(digestView(day, { movers, moversSince }));
  return (details.find(({ title }) => title.startsWith('Since'))?.items ?? []).map(spoken);
}

describe('what moved', () => {
  it('is told once where a model is only one project’s', () => {
    const model = mover('model', 'gpt-7', 5.84, { presence: 'new', owner: 'Research', ...madeBy('project', 'Research', 5.84) });
    const ofModel = madeBy('model', 'gpt-7', 5.84);
    expect(moved([model, mover('project', 'Research', 5.4, ofModel)])).toEqual(['▲ gpt-7 (Research) +$5.84, new']);
    expect(moved([model, mover('project', 'Research', 6.4, ofModel)])).toEqual(['▲ gpt-7 (Research) +$5.84, new']);
    const another = mover('model', 'gpt-8', 5, { owner: 'Research', ...madeBy('project', 'Research', 5) });
    expect(moved([model, another, mover('project', 'Research', 10.84, ofModel)])).toEqual(['▲ Research +$10.84, more use']);
  });

  it('is told by the larger of a model and a project that moved the same dollars, where others use the model too', () => {
    const [model, project] = [madeBy('model', 'gpt-5', 40), madeBy('project', 'Research', 40)];
    expect(moved([mover('model', 'gpt-5', 41, project), mover('project', 'Research', 50, model)])).toEqual([
      '▲ Research +$50.00, more use',
    ]);
    expect(moved([mover('model', 'gpt-5', 60, project), mover('project', 'Research', 50, model)])).toEqual(['▲ gpt-5 +$60.00, more use']);
    // As much by chance, and less than half of either.
    expect(moved([mover('model', 'gpt-5', 50), mover('project', 'Research', 50)])).toHaveLength(2);
  });

  it('is not told again of what the verdict named, be it a key', () => {
    const key = mover('key', 'evals', 700, madeBy('model', 'gpt-5', 690));
    const model = mover('model', 'gpt-5', 720, madeBy('key', 'evals', 690));
    const project = mover('project', 'Research', 750, madeBy('key', 'evals', 700));
    const view = digestView(day, { movers: [model, project, key], moversSince, sameWeekdays: [50, 50, 50].map(usd) });
    expect(spoken(digestVerdict(view).words)).toContain('key evals on gpt-5, +$690');
    expect(digestDetails(view).filter(({ title }) => title.startsWith('Since'))).toEqual([]);
  });

  it('is told of both where the model moved against its project', () => {
    expect(moved([mover('model', 'gpt-7', 5, { owner: 'Research' }), mover('project', 'Research', -7)])).toEqual([
      '▼ Research −$7.00, less use',
      '▲ gpt-7 (Research) +$5.00, more use',
    ]);
  });

  it('has no cause where an estimate and a bill can differ by it', () => {
    const across = { isAcrossBases: true, quantity: { unit: 'tokens', before: 100, after: 101 } } as const;
    const price = { priceNanoUsd: usd(2.5), volumeNanoUsd: usd(0.5) };
    expect(moved([mover('model', 'gpt-4.1', 3, { ...across, ...price })])).toEqual(['▲ gpt-4.1 +$3.00']);
    expect(moved([mover('model', 'gpt-4.1', 3, across)])).toEqual(['▲ gpt-4.1 +$3.00, more use']);
    expect(moved([mover('model', '(unattributed)', 3, { ...across, quantity: null })])).toEqual(['▲ (unattributed) +$3.00']);
  });
});

describe('the small print', () => {
  it('compares with the day before only where its weekday is not known yet', () => {
    const [first] = digestNotes(digestView(day, { weekAverageNanoUsd: usd(400) }));
    expect(spoken(first ?? '')).toBe('20% above Sun 8 Nov ($350.00) · 5% above the 7-day average ($400.00)');
    const [known] = digestNotes(digestView(day, { weekAverageNanoUsd: usd(400), sameWeekdays: [400, 410, 420].map(usd) }));
    expect(spoken(known ?? '')).toBe('5% above the 7-day average ($400.00)');
  });
});
