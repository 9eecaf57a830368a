import type { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { untilProcessed, uploadTinyPng } from './support/tiny-png.ts';
import { clientFor } from './support/web-client.ts';

let slack: SlackStandIn;
let client: webApi.WebClient;

beforeEach(async () => {
  slack = await startSlackStandIn({ fileProcessingMs: 0 });
  client = clientFor(slack);
});
afterEach(() => slack.close());

async function drawn(blocks: object[]): Promise<string> {
  await client.apiCall('chat.postMessage', { channel: 'C0GENERAL', text: 'fallback', blocks });
  return messagesHtml('U0YOU');
}

async function messagesHtml(user: string): Promise<string> {
  const answer = await fetch(`${slack.url}/page/messages?channel=C0GENERAL&user=${user}`);
  const { messages } = z.object({ messages: z.array(z.object({ html: z.string() })) }).parse(await answer.json());
  return messages.map(({ html }) => html).join('\n');
}

/** What a reader sees, without tags. */
function shown(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}

const mrkdwn = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('a message on the page', () => {
  it('shows formatting, people and channels', async () => {
    const html = await drawn([mrkdwn('*bold* for <@U0ALICE> in <#C0GENERAL>')]);
    expect(html).toContain('<strong><span><span>bold</span></span></strong>');
    expect(shown(html)).toContain('bold for @alice in #general');
  });

  it('shows what is escaped as it stands: nobody is mentioned by an escaped name', async () => {
    const html = await drawn([mrkdwn('key &lt;!channel&gt; &amp; co &lt;@U0ALICE&gt;')]);
    expect(shown(html)).toContain('key <!channel> & co <@U0ALICE>');
    expect(html).not.toContain('slack_broadcast');
    expect(html).not.toContain('slack_user');
  });

  it('shows plain texts as they stand, formatting characters and all', async () => {
    const text = '*a* _b_ `c` ~d~ <!channel> <b>';
    const html = await drawn([
      { type: 'header', text: { type: 'plain_text', text } },
      { type: 'table', rows: [[{ type: 'raw_text', text }]] },
    ]);
    expect(shown(html).split(text)).toHaveLength(3);
    expect(html).not.toMatch(/<strong><span|<em>|slack_broadcast|<b>/);
  });

  it('draws emoji, and leaves words between colons that name none', async () => {
    const html = await drawn([mrkdwn(':tada: ft:gpt-4.1-mini-2025-04-14:acme:triage:AbCdEf12 at 09:07:33')]);
    expect(shown(html)).toContain('🎉 ft:gpt-4.1-mini-2025-04-14:acme:triage:AbCdEf12 at 09:07:33');
  });

  it('lets no markup, script or script link through', async () => {
    const html = await drawn([
      mrkdwn('<script>alert(1)</script> <javascript:alert(1)|here>'),
      { type: 'markdown', text: '<img src=x onerror=alert(1)>' },
    ]);
    expect(html).not.toMatch(/<script|<img src=x|href="javascript:alert/);
  });

  it('draws tables with numbers, sortable tables with their caption, and charts', async () => {
    const rows = [
      [
        { type: 'raw_text', text: 'gpt-4o' },
        { type: 'raw_number', value: 200.1, text: '$200.10' },
      ],
      [
        { type: 'raw_text', text: 'o3' },
        { type: 'raw_number', value: 3, text: '$3.00' },
      ],
    ];
    const chart = {
      type: 'data_visualization',
      title: 'Cost by day',
      chart: { type: 'line', series: [{ name: 'gpt-4o', data: [{ label: '21 Nov', value: 3 }] }], axis_config: { categories: ['21 Nov'] } },
    };
    const html = await drawn([{ type: 'table', rows }, { type: 'data_table', caption: 'All models', rows }, chart]);
    expect(html.match(/<table/g)).toHaveLength(2);
    expect(shown(html)).toContain('$200.10');
    expect(shown(html)).toContain('All models');
    expect(html).toContain('aria-label="Line chart: Cost by day.');
    expect(html).not.toContain('undrawn');
  });

  const chartOf = (categories: readonly string[]) => {
    const series = [{ name: 'Cost', data: categories.map(label => ({ label, value: 1 })) }];
    return { type: 'data_visualization', title: 'Parts', chart: { type: 'bar', series, axis_config: { categories } } };
  };

  it('draws the names of a few bars that would run into each other in two lines', async () => {
    const html = await drawn([chartOf(['Document I…egal Team', 'text-embed…g-3-small', '29 Sep–4 Oct', 'gpt-4o', 'o3', 'Other (7)'])]);
    expect(html).toMatch(/>Document<tspan x="[\d.]+" dy="12">I…egal Team<\/tspan></);
    expect(html).toMatch(/>text-embed…<tspan x="[\d.]+" dy="12">g-3-small<\/tspan></);
    expect(html).toMatch(/>29 Sep–<tspan x="[\d.]+" dy="12">4 Oct<\/tspan></);
    expect(html).toContain('>gpt-4o</text>');
  });

  it('names as many of many days as fit a wide window and a narrow one, each chart by itself', async () => {
    const days = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1} Oct`);
    const shownIn = (html: string, width: 'wide' | 'narrow') =>
      [...html.matchAll(/<text( class="[^"]*")? x="[\d.]+" y="268"[^>]*>([^<]+)</g)]
        .filter(([, classes = '']) => !classes.includes(`not-${width}`))
        .map(([, , name]) => name);
    const html = await drawn([chartOf(days(8)), chartOf(days(15))]);
    expect(html).not.toContain('<tspan');
    // Of 444 units eight names have 55 each, and fifteen 30; a name takes up to 47 with its gap, or 66 where it is set larger.
    expect(shownIn(html, 'wide').slice(0, 11)).toEqual([...days(8), '1 Oct', '3 Oct', '5 Oct']);
    expect(shownIn(html, 'narrow').slice(0, 7)).toEqual(['1 Oct', '3 Oct', '5 Oct', '7 Oct', '1 Oct', '4 Oct', '7 Oct']);
  });

  it('gives each of six series a colour of its own, in the plot and the legend alike', async () => {
    const names = ['one', 'two', 'three', 'four', 'five', 'six'];
    const series = names.map(name => ({ name, data: [{ label: 'a', value: 1 }] }));
    const html = await drawn([
      { type: 'data_visualization', title: 'Six', chart: { type: 'bar', series, axis_config: { categories: ['a'] } } },
    ]);
    const plot = [...html.matchAll(/<rect[^>]*fill="(rgb[^"]*)"/g)].map(([, colour]) => colour);
    const legend = [...html.matchAll(/swatch" style="background-color:(rgb[^"]*)"/g)].map(([, colour]) => colour);
    expect(new Set(plot).size).toBe(6);
    expect(legend).toEqual(plot);
  });

  it('draws every kind of block of the schema that a message may hold', async () => {
    const text = { type: 'plain_text', text: 'x' };
    const richText = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'rich' }] }] };
    const blocks = [
      { type: 'divider' },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'small' }] },
      { type: 'section', fields: [text, text], accessory: { type: 'button', action_id: 'a', text } },
      { type: 'container', title: text, child_blocks: [mrkdwn('inside')] },
      richText,
      { type: 'actions', elements: [{ type: 'datepicker', action_id: 'd' }] },
    ];
    const html = await drawn(blocks);
    expect(html).not.toContain('undrawn');
    // One more: the section inside the container.
    expect(html.match(/class="block /g)).toHaveLength(blocks.length + 1);
  });

  it('shows an uploaded picture from this server', async () => {
    const id = await uploadTinyPng(client);
    await untilProcessed(client, id);
    const html = await drawn([{ type: 'image', slack_file: { id }, alt_text: 'Cost by day' }]);
    expect(html).toContain(`<img src="/files/${id}/cost.png" alt="Cost by day"/>`);
  });

  it('has buttons and menus that say what they press', async () => {
    const html = await drawn([
      {
        type: 'actions',
        block_id: 'again',
        elements: [
          { type: 'button', action_id: 'ask:by-model', text: { type: 'plain_text', text: 'By model' }, style: 'primary' },
          { type: 'static_select', action_id: 'period', options: [{ text: { type: 'plain_text', text: '7 days' }, value: '7d' }] },
        ],
      },
    ]);
    expect(html).toContain('<button data-action="ask:by-model" data-block="again" class="press primary" type="button">By model</button>');
    expect(html).toMatch(/<select data-action="period" data-block="again"[^>]*>.*<option value="7d">7 days<\/option>/);
  });

  it('that is for one person is on no other page', async () => {
    await client.chat.postEphemeral({ channel: 'C0GENERAL', user: 'U0ALICE', text: 'psst' });
    expect(await messagesHtml('U0ALICE')).toContain('Only visible to you');
    expect(await messagesHtml('U0YOU')).toBe('');
  });
});

describe('the page', () => {
  it('may load and show nothing from elsewhere', async () => {
    const { headers } = await fetch(slack.url);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(headers.get('content-security-policy')).toContain("img-src 'self'");
  });

  it('brings its own fonts, marks among them', async () => {
    const page = await (await fetch(slack.url)).text();
    const sheets = [...page.matchAll(/href="(\/page\/fonts\/[^"]+)"/g)].map(([, path = '']) => new URL(path, slack.url));
    expect(sheets.map(({ pathname }) => pathname.split('/')[3])).toEqual(['inter', 'inter', 'dejavu-mono', 'twemoji']);
    for (const sheet of sheets) {
      const [, file = ''] = /url\("?([^")]+\.woff2)/.exec(await (await fetch(sheet)).text()) ?? [];
      const font = await fetch(new URL(file, sheet));
      expect([font.status, font.headers.get('content-type')]).toEqual([200, 'font/woff2']);
    }
  });

  it('opens on #general, or on the channel that it is told', async () => {
    const opensOn = async (url: string) =>
      z.object({ opensOn: z.string() }).parse(await (await fetch(`${url}/page/workspace`)).json()).opensOn;
    expect(await opensOn(slack.url)).toBe('general');
    const other = await startSlackStandIn({ opensOn: 'ml-costs' });
    expect(await opensOn(other.url)).toBe('ml-costs');
    await other.close();
  });

  it('types and presses only for itself, not for another site', async () => {
    const type = (headers: Record<string, string>) =>
      fetch(`${slack.url}/page/type`, { method: 'POST', headers, body: JSON.stringify({ channel: 'C0GENERAL', text: 'hello' }) }).then(
        ({ status }) => status,
      );
    expect(await type({ 'content-type': 'application/json', origin: 'https://evil.example' })).toBe(404);
    expect(await type({ 'content-type': 'text/plain' })).toBe(404);
    expect(slack.workspace.messages('general')).toHaveLength(0);
    expect(await type({ 'content-type': 'application/json', origin: slack.url })).toBe(200);
    expect(slack.workspace.messages('general')).toHaveLength(1);
  });

  it('shows a private channel to its members alone', async () => {
    const channels = async (user: string) => {
      const answer = await fetch(`${slack.url}/page/workspace?user=${user}`);
      const workspace = z.object({ channels: z.array(z.object({ name: z.string() })) }).parse(await answer.json());
      return workspace.channels.map(({ name }) => name);
    };
    expect(await channels('U0YOU')).toContain('leads');
    expect(await channels('U0BOB')).not.toContain('leads');
  });
});
