import { beforeEach, describe, expect, it } from 'vitest';
import { dayOf, startOf } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import { answerTyped } from '#features/answer-typed.ts';
import type { Parts } from '#features/feature.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { testDatabase } from '../../support/database.ts';
import { givenBilled, givenSource, givenUsage } from '../../support/day-builder.ts';
import { anAdmin, testParts } from '../../support/parts.ts';
import { spoken } from '../../support/spoken.ts';

/** A Tuesday. */
const now = new Date('2026-11-24T12:00:00Z');
const chat = { model: 'gpt-4o-2024-08-06', project: 'Support' };
const evals = { model: 'o3', project: 'Research' };

/** $20 a weekday and $10 on others, $200 on 13 Nov, and $6 today so far; billed until yesterday. */
let parts: Parts;
beforeEach(async () => {
  const database = await testDatabase();
  await givenSource(database, 'admin');
  for (const day of daysOf({ from: '2026-09-01', to: '2026-11-25' })) {
    const isWeekend = [0, 6].includes(startOf(day).getUTCDay());
    const usual = { ...chat, usd: day === dayOf(now) ? '6' : isWeekend ? '10' : '20', inputTokens: isWeekend ? 1000 : 2000 };
    const rows = [usual, ...(day === '2026-11-13' ? [{ ...evals, usd: '180', inputTokens: 9000 }] : [])];
    await givenUsage(database, 'admin', day, rows, now);
    if (day === dayOf(now)) continue;
    const lines = rows.map(({ model, project, usd }) => ({ model, project, usd, lineItem: `${model}, input` }));
    await givenBilled(database, 'admin', 'project', day, lines, { fetchedAt: now });
    await givenBilled(
      database,
      'admin',
      'user',
      day,
      lines.map(line => ({ ...line, project: '' })),
      { fetchedAt: now },
    );
  }
  parts = testParts(database);
});

async function told(question: string): Promise<string> {
  const { text } = await answerTyped(parts, question, anAdmin, now);
  return spoken(terminalText(text(wholeText)));
}

describe('a day that still runs', () => {
  it('is told so far, and not compared with a whole one', async () => {
    for (const question of ['today', 'by project today', 'by model today']) {
      const text = await told(question);
      expect(text).toMatch(/Tue 24 Nov so far/);
      expect(text).not.toContain('23 Nov');
      expect(text).toContain('A usual Tuesday costs $20.');
      expect(text).not.toMatch(/%$|accounts for/m);
    }
  });

  it('is told as above usual once it is, and not before', async () => {
    for (const [usd, sentence] of [
      ['21.5', 'A usual Tuesday costs $20.'],
      ['50', 'Already more than twice a usual Tuesday ($20).'],
    ] as const) {
      await givenUsage(parts.database, 'admin', dayOf(now), [{ ...chat, usd, inputTokens: 2000 }], now);
      expect(await told('today')).toContain(sentence);
    }
  });

  it('is in the total of a longer period, but not in its change', async () => {
    // 16 weekdays, 7 others and the evals make 570 until yesterday; 1–23 Oct had 17 and 6.
    const text = await told('this month');
    expect(text).toContain('$576.00');
    expect(text).toContain('1–23 Nov: $570.00, compared with 1–23 Oct: $400.00');
    expect(text).toContain('+43% through 23 Nov');
    expect(text).toContain('Fri 13 Nov alone cost $200.00.\no3 accounts for the change: +$180.00, new.');
    expect(await told('by model this month')).toContain('o3 accounts for the change: +$180.00, new.');
    expect(await told('why this month')).toContain('November until yesterday cost $170.00 more than 1–23 Oct (+43%)');
  });

  it('is explained only once it costs more than the whole one before', async () => {
    const text = await told('why today');
    expect(text).toContain('Today so far cost $6.00, and all of the same day a week before $20.00');
    expect(text).not.toMatch(/Because|Support/);
    expect(await told('why today vs 22 nov')).toContain('Today so far cost $4.00 less than Sun 22 Nov');
  });
});

describe('a day that is over', () => {
  it('is judged by its weekday, in the answer and in why', async () => {
    const text = await told('yesterday');
    expect(text).toContain('A usual Monday (the last eight cost $20).');
    expect(text).not.toContain('+100%');
    expect(await told('why yesterday')).toContain('Yesterday cost the same as the same day a week before');
    expect(await told('why yesterday vs 22 nov')).toContain('Yesterday cost $10.00 more than the day before (+100%)');
  });

  it('is said to be unusual, and why', async () => {
    for (const question of ['nov 13', 'by project nov 13'])
      expect(await told(question)).toContain('Ten times a usual Friday ($20): Research on o3, +$180, new. The rest is as usual.');
  });

  it('is compared with another where that is asked for', async () => {
    const text = await told('nov 13 vs nov 12');
    expect(text).toContain('+900% vs 12 Nov');
    expect(text).not.toContain('Friday');
  });

  it('is named where it made the change of a longer period, which then is no matter of less use', async () => {
    for (const question of ['last 7d', 'by model last 7d', 'for project Support, Research last 7d']) {
      const text = await told(question);
      expect(text).toContain('The 7 days before included Fri 13 Nov ($200.00).');
      expect(text).not.toContain('less use');
    }
    expect(await told('by model last 7d vs 17-23 oct')).not.toContain('13 Nov');
    expect(await told('tokens last 7d')).not.toContain('included');
    expect(await told('overview')).toContain('−60% vs 10–16 Nov, which included Fri 13 Nov ($200)');
  });

  it('stands out among others by day, which have their weekdays', async () => {
    const text = await told('by day last 14d');
    expect(text).toContain('Fri 13 Nov stands out: $200.00; no other day cost more than $20.00.');
    expect(text).toMatch(/^ *Mon 23 Nov +\$20\.00/m);
  });
});

describe('rows of part of a week or month', () => {
  it('have its days for a name', async () => {
    const text = await told('by week nov 1 - nov 10');
    expect(text).toMatch(/1 Nov only .*week of 2 Nov .*9–10 Nov /s);
    expect(await told('by month oct 20 - nov 10')).toMatch(/20–31 Oct 2026 .*1–10 Nov 2026 /s);
  });
});

describe('a comparison that was asked for and has nothing to compare with', () => {
  it('says so right below the figure', async () => {
    const [, second] = (await told('this month vs 1 aug - 20 aug')).split('\n').filter(line => line.trim() !== '');
    expect(second).toBe('Nothing to compare with: 1–20 Aug was not fully collected.');
  });
});

describe('what was never used', () => {
  it('has no table of nothing', async () => {
    const text = await told('by day for gpt-99');
    expect(text).toContain('$0.00');
    expect(text).not.toMatch(/Mon 23 Nov|Total/);
    expect(await told('2020')).not.toContain('Nothing to compare with');
  });
});
