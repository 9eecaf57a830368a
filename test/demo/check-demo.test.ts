import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playConversation } from '../../demo/conversation/play-conversation.ts';
import { startFilledStage } from '../../demo/filled-stage.ts';
import { createLedger } from '../../demo/openai/ledger.ts';
import type { Stage } from '../../demo/stage.ts';
import { silentLogger } from '../support/silent-logger.ts';

const now = new Date('2026-11-18T12:00:00Z');
const print = () => undefined;

let stage: Stage;
beforeAll(async () => {
  stage = await startFilledStage({ clock: () => now, logger: silentLogger });
});
afterAll(() => stage.stop());

describe('the played conversation', () => {
  it('is answered rightly at noon in the week', async () => {
    const { commands, buttons, shares, problems } = await playConversation({
      slack: stage.slack,
      ledger: stage.openAi.ledger,
      now,
      print,
    });
    expect(problems).toEqual([]);
    expect([commands >= 12, buttons >= 4, shares >= 1]).toEqual([true, true, true]);
  });

  it('is not right where the truth is another', async () => {
    const ledger = createLedger('another team', now);
    const { compared, problems } = await playConversation({ slack: stage.slack, ledger, now, print });
    expect(problems.length).toBeGreaterThan(compared / 4);
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
