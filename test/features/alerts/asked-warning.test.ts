import { describe, expect, it } from 'vitest';
import { warningMeant } from '#features/alerts/asked-warning.ts';
import { warningQuestion } from '#features/alerts/warning-question.ts';
import { noon, team } from '../../core/query/team.ts';

const offered = (typed: string) => {
  const meant = warningMeant(warningQuestion(typed) ?? '', { now: noon, names: team });
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
    expect(offered('let me know if we exceed $300 this week')).toEqual(['budget $300 per week']);
    expect(offered('warn me at 50% and 80% of $2k a quarter')).toEqual(['budget $2k per quarter warn at 50, 80']);
    expect(offered('alert on new keys')).toEqual(['alerts new key on']);
    expect(offered('notify us about new models')).toEqual(['alerts new model on']);
  });

  it('keeps what it is about, and offers help where that is not understood', () => {
    expect(offered('ping me when Search costs more than $100 a day')).toEqual(['alerts day over $100 for project "Search"']);
    expect(offered('warn me when gpt-4o goes above $20.50 this month')).toEqual(['budget $20.50 per month for model gpt-4o']);
    expect(offered('alert me if Search dev spikes')).toEqual(['alerts spike for project "Search dev"']);
    expect(offered('ping me when fish costs more than $100 a day')).toEqual(['help alerts', 'help budget']);
  });

  it('of a budget without an amount is told that a budget has one, and makes none up', () => {
    for (const typed of ['notify me when over budget', 'tell me if we go over budget', 'warn me at 80%', 'alert us before we exceed it'])
      expect(offered(typed)).toEqual(['budget', 'alerts forecast on']);
  });

  it('is not heard in a question', () => {
    for (const typed of [
      'tell me what we spent',
      'tell me what we spent above $5',
      'tell me the cost by model',
      'alerts',
      'alert spike over $20',
    ])
      expect(warningQuestion(typed)).toBeNull();
    for (const asked of ['on', 'spike over $20', 'new model on', 'test'])
      expect(warningMeant(asked, { now: noon, names: team })).toBeNull();
  });
});
