import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { addDays, dayOf } from '#core/time/day.ts';
import type { Failure } from '../../../../demo/openai/failures.ts';
import type { Random } from '../../../../demo/openai/seeded-random.ts';
import type { Tamper } from '../../../../demo/openai/wild/tamper.ts';
import {
  doubledBuckets,
  endlessPages,
  missingCursor,
  repeatedCursor,
  reversedBuckets,
  shiftedBuckets,
  strayBucket,
  withoutBuckets,
} from '../../../../demo/openai/wild/wild-pages.ts';
import {
  type ChangeRows,
  countsAsFractions,
  countsAsText,
  eachRow,
  inCurrency,
  inRows,
  plusRow,
  wildAmounts,
  withAmount,
  withField,
  without,
} from '../../../../demo/openai/wild/wild-rows.ts';
import type { FailureRule } from '../../../../demo/slack/failures.ts';
import type { FormRule } from '../../../../demo/slack/faults/message-forms.ts';
import { unreliable } from '../random-kill.ts';
import type { ChaosWorld } from './chaos-world.ts';

/** Something that goes wrong for a while. At most one of each party at a time. */
export interface Fault {
  readonly name: string;
  readonly party: 'openai' | 'slack' | 'machine';
  begin(world: ChaosWorld, random: Random): Promise<void> | void;
  end(world: ChaosWorld): Promise<void> | void;
}

const hourMs = 3_600_000;

const openAiFailures: readonly Failure[] = [
  { kind: '429', rate: 0.3, retryAfter: 1 },
  { kind: '500', rate: 0.4 },
  { kind: 'cut', rate: 0.3 },
  { kind: 'garbage', rate: 0.3 },
  { kind: 'html', rate: 0.3 },
  { kind: 'slow', delayMs: 300 },
  { kind: '500', path: /usage\/completions/ },
  { kind: 'forbidden', path: /usage\/embeddings/ },
  { kind: 'forbidden' },
  { kind: 'session-key' },
  { kind: 'spend-limit' },
  { kind: 'huge', rate: 0.3, bytes: 2e6 },
  { kind: 'gzip-bomb', rate: 0.3, bytes: 2 ** 25 },
  { kind: 'deep', rate: 0.3, depth: 20_000 },
];

const wildPages: Readonly<Record<string, Tamper>> = {
  'no bucket for a day': withoutBuckets('completions', ['2026-11-18', '2026-11-19', '2026-11-20']),
  'shifted buckets': shiftedBuckets('costs', -5),
  'reversed buckets': reversedBuckets('completions'),
  'doubled buckets': doubledBuckets('costs'),
  'a bucket of another day': strayBucket('completions', '2026-10-01'),
  'endless pages': endlessPages(/usage\/moderations/),
  'a repeated cursor': repeatedCursor(/costs/),
  'a missing cursor': missingCursor(/usage\/completions/),
};

const wildRows: Readonly<Record<string, ChangeRows>> = {
  ...Object.fromEntries(wildAmounts.map(amount => [`amount ${amount}`, eachRow(withAmount(amount))])),
  euros: eachRow(inCurrency('eur')),
  'counts as text': eachRow(countsAsText),
  'counts as fractions': eachRow(countsAsFractions),
  'no model': eachRow(without('model')),
  'an odd model': eachRow(withField('model', ['a'])),
  'no amount': eachRow(without('amount')),
  'one row more': plusRow({ object: 'organization.nonsense', quantity: -1 }),
  null: rows => [...rows, null as never],
};

const slackRules: Readonly<Record<string, (random: Random) => FailureRule>> = {
  unreliable: unreliable,
  'rate limits': random => () => (random() < 0.5 ? { status: 429, retryAfterSeconds: 1 + Math.floor(random() * 20) } : undefined),
  'posting fails': () => method => (method === 'chat.postMessage' ? { error: 'service_unavailable' } : undefined),
  'posts are cut off': () => method => (method === 'chat.postMessage' ? { cutAfterAccept: true } : undefined),
  'no history': () => method => (method.startsWith('conversations.') ? { error: 'internal_error' } : undefined),
  'nobody is known': () => method => (method === 'users.info' ? { error: 'ratelimited' } : undefined),
  'no uploads': () => method => (method.startsWith('files.') ? { error: 'access_denied' } : undefined),
  slow: random => () => ({ delayMs: Math.floor(random() * 400) }),
};

const forms: Readonly<Record<string, FormRule>> = {
  'long blocks': ({ blockCharacters }) => (blockCharacters > 1_500 ? 'msg_blocks_too_long' : undefined),
  'any blocks': ({ blocks, surface }) => (surface === 'message' && blocks.length > 0 ? 'invalid_blocks' : undefined),
  'long texts': ({ text }) => (text.length > 1_000 ? 'msg_too_long' : undefined),
};

/** Rows of days that are read again later: what is left out of a settled day stays left out. */
const youngDays = ({ now }: ChaosWorld) => {
  const today = dayOf(now());
  return [today, addDays(today, -1)];
};
const healOpenAi = ({ openAi }: ChaosWorld) => openAi.heal();
const healSlack = ({ slack }: ChaosWorld) => slack.heal();
const openAiFault = (name: string, begin: Fault['begin']): Fault => ({ name: `OpenAI: ${name}`, party: 'openai', begin, end: healOpenAi });
const slackFault = (name: string, begin: Fault['begin']): Fault => ({ name: `Slack: ${name}`, party: 'slack', begin, end: healSlack });

export const faults: readonly Fault[] = [
  ...openAiFailures.map(failure =>
    openAiFault(JSON.stringify({ ...failure, path: failure.path?.source }), ({ openAi }) => openAi.fail(failure)),
  ),
  ...Object.entries(wildPages).map(([name, tamper]) => openAiFault(name, ({ openAi }) => openAi.tamper(tamper))),
  ...Object.entries(wildRows).map(([name, change]) =>
    openAiFault(`rows with ${name}`, world => {
      for (const endpoint of ['completions', 'costs'] as const) world.openAi.tamper(inRows(endpoint, change, youngDays(world)));
    }),
  ),
  ...Object.entries(slackRules).map(([name, rule]) => slackFault(name, ({ slack }, random) => slack.failBy(rule(random)))),
  ...Object.entries(forms).map(([name, rule]) => slackFault(`refuses ${name}`, ({ slack }) => slack.refuseForms(rule))),
  ...(['cut', 500, 503] as const).map(how => slackFault(`down (${how})`, ({ slack }) => slack.goDown(how))),
  slackFault('sockets are cut', ({ slack }) => slack.cutSockets()),
  slackFault('sockets are renewed', ({ slack }) => slack.refreshSockets()),
  { name: 'Slack: nobody listens', party: 'slack', begin: ({ slack }) => slack.stopListening(), end: ({ slack }) => slack.listenAgain() },
  ...[
    { name: 'full disk', pragma: 'max_page_count', from: '1', to: '1073741823' },
    { name: 'read-only database', pragma: 'query_only', from: 'on', to: 'off' },
  ].map(
    ({ name, pragma, from, to }): Fault => ({
      name,
      party: 'machine',
      begin: ({ bot }) => bot.pragma(pragma, `${pragma} = ${from}`, false),
      end: ({ bot }) => bot.pragma(pragma, `${pragma} = ${to}`, true),
    }),
  ),
  ...[1_500, 13_000].map(lockFault),
  // More than a day ahead, the digest in between is left out by rule. After a year, everything of that year is due again.
  ...[400 * 24, 6, 3, -5, -48, -240].map(
    (hours): Fault => ({
      name: `clock wrong by ${hours} hours`,
      party: 'machine',
      begin: world => world.setSkew(hours * hourMs),
      end: world => world.setSkew(0),
    }),
  ),
];

/** Another program holds the database for so long. */
function lockFault(ms: number): Fault {
  let held: Promise<void> = Promise.resolve();
  return {
    name: `locked for ${ms} ms`,
    party: 'machine',
    begin: ({ databaseFile }) => {
      held = holdDatabase(databaseFile, ms);
    },
    end: () => held,
  };
}

async function holdDatabase(file: string, ms: number): Promise<void> {
  const other = new SqliteDatabase(file, { timeout: 5_000 });
  try {
    other.exec('begin immediate');
    await sleep(ms);
    other.exec('rollback');
  } finally {
    other.close();
  }
}
