import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Instant } from '#core/time/day.ts';
import { weekdayAndDay } from '#show/phrases.ts';
import type { Ledger } from '../openai/ledger.ts';
import { isPng } from '../slack/files.ts';
import type { Message } from '../slack/message.ts';
import type { SlackStandIn } from '../slack/stand-in.ts';
import { billedWeek } from './billed-week.ts';
import type { ShownMessage } from './shown-message.ts';
import type { Fact, Turn } from './turn.ts';

/** Everything that people type, press and read in the check, in order. */
export function conversation(ledger: Ledger, now: Instant, { url }: Pick<SlackStandIn, 'url'>): Turn[] {
  const { firstDay, lastDay, total, topModel, percentOf } = billedWeek(ledger, now);
  const week = `${firstDay}..${lastDay}`;
  const search = percentOf('Search');
  const spikeDay = weekdayAndDay(ledger.spikeDay);
  return [
    types('elif', '/spend'),
    types('elif', '/spend last 7d'),
    types('elif', `/spend ${week}`, {
      what: `the week cost ${usd(total)}`,
      isShown: ({ headline }) => headline?.split(' · ').includes(usd(total)) === true,
    }),
    types('alice', `@spendbot by model ${week}`, {
      what: `${topModel.name} cost most of all models, ${usd(topModel.cost)}`,
      isShown: ({ table }) => table?.[1]?.slice(0, 2).join(' ') === `${topModel.name} ${usd(topModel.cost)}`,
    }),
    presses('alice', 'By project', {
      what: `Search cost ${search.toFixed(2)}% of the week`,
      // Rounded to one decimal, and from ten percent on to a whole number after that.
      isShown: ({ table }) => Math.abs(Number.parseFloat(shareIn(table, 'Search')) - search) < 0.56,
    }),
    types('elif', `/spend by project ${week} as csv`),
    types('dmitri', '/spend How much did we spend on gpt-4o yesterday?'),
    refused('carol', '/spend by modle', '`by modle`: did you mean `by model`?'),
    presses('carol', 'by model'),
    refused('bob', '/spend by user last 7d', 'Figures of single people and keys are for admins'),
    types('elif', '/spend forecast'),
    types('elif', '/spend why last week'),
    types('elif', '/spend status'),
    types('olga', '/spend help'),
    presses('olga', 'Ask'),
    types('elif', `/spend by model ${week}`, undefined, 'ml-costs'),
    presses('elif', 'Share in channel', { what: 'the shared picture is a PNG', isShown: hasPng }, 'ml-costs'),
    reads('olga', 'the daily digest', isDigest, { what: 'it has its picture, a PNG', isShown: hasPng }),
    reads('olga', 'the alert', isSpikeAlert, {
      what: `the spike was on ${spikeDay}`,
      isShown: ({ lines }) => lines[0]?.startsWith(`🔴 *${spikeDay} cost `) === true,
    }),
  ];

  async function hasPng({ picture }: ShownMessage): Promise<boolean> {
    if (picture === null) return false;
    const response = await fetch(`${url}/files/${picture.fileId}/spend.png`);
    return response.headers.get('content-type') === 'image/png' && isPng(Buffer.from(await response.arrayBuffer()));
  }
}

function types(who: string, text: string, fact?: Fact, where = 'general'): Turn {
  return { who, where, does: { types: text }, ...(fact === undefined ? {} : { fact }) };
}

function presses(who: string, button: string, fact?: Fact, where = 'general'): Turn {
  return { who, where, does: { presses: button }, ...(fact === undefined ? {} : { fact }) };
}

function refused(who: string, text: string, why: string): Turn {
  return { ...types(who, text, { what: `the answer is "${why}"`, isShown: ({ lines }) => lines.join().includes(why) }), isRefused: true };
}

function reads(who: string, what: string, isIt: (message: Message) => boolean, fact: Fact): Turn {
  return { who, where: 'ml-costs', does: { reads: what, isIt }, fact };
}

function isDigest({ metadata }: Message): boolean {
  return JSON.stringify(metadata).includes('"digest:');
}

function isSpikeAlert({ blocks }: Message): boolean {
  return /cost .* a usual /.test(JSON.stringify(blocks)) && JSON.stringify(blocks).includes('"incident:');
}

/** `$1,234.56`. */
function usd(amount: NanoUsd): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(Number(amount) / 1e9);
}

function shareIn(table: ShownMessage['table'], label: string): string {
  const [header = [], ...rows] = table ?? [];
  return rows.find(([first]) => first === label)?.[header.indexOf('Share')] ?? '';
}
