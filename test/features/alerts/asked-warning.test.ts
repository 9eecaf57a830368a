import { describe, expect, it } from 'vitest';
import { warningMeant, warningQuestion } from '#features/alerts/asked-warning.ts';

const offered = (typed: string) => {
  const meant = warningMeant(warningQuestion(typed) ?? '');
  return meant && [...(meant.suggestion === null ? [] : [meant.suggestion]), ...meant.choices];
};

describe('a wish for a warning', () => {
  it('is offered as the commands that it may mean, and sets nothing up by itself', () => {
    expect(offered('alert me when spend is over $200 a day')).toEqual(['alerts day over $200']);
    expect(offered('please notify us of spikes')).toEqual(['alerts spike']);
    expect(offered('tell me if we go over $6,000.')).toEqual([
      'budget $6,000 per month',
      'budget $6,000 per week',
      'alerts day over $6,000',
    ]);
  });

  it('is not heard in a question', () => {
    for (const typed of ['tell me what we spent', 'tell me the cost by model', 'alerts', 'alert spike over $20'])
      expect(warningQuestion(typed)).toBeNull();
  });
});
