import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { addDays, dayOf } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { readTyped } from '#features/answer-typed.ts';
import type { AnswerView } from '#features/answers/view.ts';
import type { Parts } from '#features/feature.ts';
import { features } from '#features/features.ts';
import type { HelpView } from '#features/help/help.ts';
import { smallTeam, startTeamBot, teamNow } from '../bot/team-bot.ts';
import { filters } from '../core/query/asked-filters.ts';
import { onSunday } from '../core/query/asked-periods.ts';
import { plainly } from '../core/query/asked-plainly.ts';
import { problems } from '../core/query/asked-problems.ts';
import { readings } from '../core/query/asked-questions.ts';
import { sentences } from '../core/query/asked-sentences.ts';
import { slips } from '../core/query/asked-slips.ts';
import { onDatabase, prepareDatabase } from '../support/database-copies.ts';
import { isSoak } from '../support/part-of.ts';
import { anAdmin, testParts, viewOf, viewOfKind } from '../support/parts.ts';
import { runCli } from '../support/run-cli.ts';
import { forFeatures } from './asked-features.ts';

const words = features.flatMap(feature => feature.words).filter(word => word !== '');
const asked = [...filters, ...onSunday, ...problems, ...readings, ...sentences, ...slips].map(([text]) => text);
const askedPlainly = [...plainly, ...forFeatures].map(([text]) => text);
const misspelt = words.flatMap(word => [
  `${word}x`,
  word.slice(1),
  `${word} nonsense`,
  `${word}: nonsense and more`,
  ` ${word.toUpperCase()} `,
]);

async function onTeam<T>(use: (parts: Parts) => Promise<T>): Promise<T> {
  const { url, drop } = await prepareDatabase(smallTeam);
  try {
    return await onDatabase(url, (database: Database) => use(testParts(database)));
  } finally {
    await drop();
  }
}

const questionsOfHelp = () =>
  onTeam(async parts => (await viewOfKind<HelpView>('help', parts, 'help', teamNow)).examples.map(({ question }) => question));

describe('every word', () => {
  let helped: readonly string[];
  beforeAll(async () => {
    helped = await questionsOfHelp();
  });

  it('of help, and every question that help names, is answered', async () => {
    await onTeam(async parts => {
      const kinds = await Promise.all([...helped, ...words].map(async text => [text, (await viewOf(parts, text, teamNow)).kind]));
      // The admin of the test is nobody in OpenAI.
      expect(kinds.filter(([text, kind]) => kind === 'problem' && text !== 'me')).toEqual([]);
    });
    expect(helped.length).toBeGreaterThan(15);
  });

  it('of help that compares does so with days that a new team has, too', async () => {
    const compared = await onTeam(parts =>
      Promise.all(helped.filter(text => text.includes(' vs ')).map(text => viewOfKind<AnswerView>('answer', parts, text, teamNow))),
    );
    expect(compared.length).toBeGreaterThan(0);
    // Collected are 90 days, with today.
    for (const { previous } of compared) expect(previous.from >= addDays(dayOf(teamNow), -89)).toBe(true);
  });

  it('works on the command line; `me` there needs --as, and says so', async () => {
    const { url, drop } = await prepareDatabase(smallTeam);
    onTestFinished(drop);
    const run = (...given: string[]) => runCli(given, { DATABASE_URL: url });
    for (const text of [...helped, ...words].filter(word => word !== 'me')) {
      for (const option of [[], ['--json']]) {
        const { code, stdout } = await run('ask', text, ...option);
        expect([text, code]).toEqual([text, 0]);
        expect(stdout.trim()).not.toBe('');
        if (option.length > 0) expect(JSON.parse(stdout)).toBeTypeOf('object');
      }
    }
    expect(await run('ask', 'me last 7d')).toMatchObject({ code: 2, stderr: expect.stringContaining('add --as') });
    const own = await run('ask', 'me last 7d', '--as', 'bob@acme.example', '--now', teamNow.toISOString());
    // Seven days of $2.
    expect([own.code, own.stdout]).toEqual([0, expect.stringMatching(/^Your cost · .* \$14\.00 /)]);
    for (const word of ['status', 'forecast', 'why', 'budget', 'alerts', 'settings', 'help'])
      expect([word, (await run(word)).code]).toEqual([word, 0]);
    expect((await run('digest', 'list')).stdout).toContain('digest');
    expect((await run('me', '--as', 'bob@acme.example')).code).toBe(0);
  }, 60_000);

  it('works in Slack, in a mention and in a direct message', async () => {
    const bot = await startTeamBot({ standIn: { acknowledgeWithinMs: 30_000 } });
    onTestFinished(() => bot.close());
    const { workspace } = bot.slack;
    for (const text of [...helped, ...words]) {
      const ways = [
        { typed: `/spend ${text}`, channel: 'general' },
        { typed: `@spendbot ${text}`, channel: 'general' },
        { typed: text, channel: 'D0ALICE' },
      ];
      for (const { typed, channel } of ways) {
        const message = await (await workspace.type(typed, { user: 'alice', channel })).message();
        const isForOthers = text.startsWith('setting') || (text === 'me' && typed.startsWith('@'));
        expect([typed, /not understood|failed/.test(message.text)]).toEqual([typed, false]);
        if (isForOthers) expect(message.text).toMatch(/^(Settings are|Your own figures)/);
      }
    }
  }, 60_000);
});

/** All of them in the soak. */
const everyFourth = (texts: readonly string[]) => (isSoak() ? texts : texts.filter((_, index) => index % 4 === 0));

describe('a suggestion', () => {
  it('never repeats what was typed, and is understood', async () => {
    await onTeam(async parts => {
      const wrong: string[][] = [];
      for (const text of everyFourth([
        ...asked,
        ...askedPlainly,
        ...misspelt,
        ...asked.flatMap(one => [`why ${one}`, `forecast ${one}`, `me ${one}`, `check ${one}`]),
      ])) {
        const read = await readTyped(parts, text, anAdmin, teamNow);
        if (!('problem' in read)) continue;
        for (const suggestion of [...(read.suggestion === null ? [] : [read.suggestion]), ...read.choices]) {
          const again = await readTyped(parts, suggestion, anAdmin, teamNow);
          if (suggestion.trim().toLowerCase() === text.trim().toLowerCase() || ('problem' in again && again.choices.length === 0))
            wrong.push([text, suggestion]);
        }
      }
      expect(wrong).toEqual([]);
    });
  }, 60_000);
});
