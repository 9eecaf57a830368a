import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { addDays, type Day } from '#core/time/day.ts';
import { playConversation } from '../../demo/conversation/play-conversation.ts';
import { startFilledStage } from '../../demo/filled-stage.ts';
import { startSlackStandIn } from '../../demo/slack/stand-in.ts';
import type { Stage } from '../../demo/stage.ts';
import { hearWords, mindWords } from '../support/heard-words.ts';
import { silentLogger } from '../support/silent-logger.ts';

const now = new Date('2026-11-18T12:00:00Z');
const print = () => undefined;

let stage: Stage;
let heard: ReturnType<typeof hearWords>;
beforeAll(async () => {
  stage = await startFilledStage({ clock: () => now, logger: silentLogger });
  heard = hearWords(stage.slack);
});
afterAll(async () => {
  await stage.stop();
  mindWords(heard);
});

describe('the played conversation', () => {
  it('is answered rightly at noon in the week', async () => {
    const { questions, buttons, facts, problems } = await playConversation({
      slack: stage.slack,
      ledger: stage.openAi.ledger,
      now,
      print,
    });
    expect(problems).toEqual([]);
    expect([questions >= 12, buttons >= 4, facts >= 5]).toEqual([true, true, true]);
  });

  it('is not right where the stand-in served another truth', async () => {
    const { ledger } = stage.openAi;
    const another = {
      ...ledger,
      spikeDay: addDays(ledger.spikeDay, 1),
      charges: (day: Day, at: Date) => ledger.charges(day, at).filter(({ projectId }) => projectId !== 'proj_research'),
    };
    const { problems } = await playConversation({ slack: stage.slack, ledger: another, now, print });
    const wrong = [/the week cost/, /cost most of all models/, /Search cost/, /the spike was on/];
    expect(problems).toEqual(wrong.map(words => expect.stringMatching(words)));
  });

  it('is not right where a question fails, a picture is missing, or nothing was posted', async () => {
    const standIn = await startSlackStandIn();
    onTestFinished(() => standIn.close());
    const { questions, buttons, problems } = await playConversation({ slack: standIn, ledger: stage.openAi.ledger, now, print });
    expect(problems.length).toBe(questions + buttons + 2);
  });
});

// Asked here, since this stage is filled.
describe('the questions of the README', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const questions = [...readme.matchAll(/^\| `(\/spend[^`]*)` \|/gm)].map(([, question = '']) => question);

  it('are some', () => expect(questions.length).toBeGreaterThanOrEqual(10));

  it.each(questions)('%s', async question => {
    const message = await (await stage.slack.workspace.type(question)).message();
    expect(message.text).not.toMatch(/not understood|did you mean|broken|could not|no known/i);
    expect(message.blocks.length).toBeGreaterThan(1);
  });
});
