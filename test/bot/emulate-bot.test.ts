import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpMode } from '../../demo/slack/http-mode.ts';
import { isJsonObject, type JsonObject } from '../../demo/slack/json.ts';
import { blockProblems } from '../support/block-kit.ts';
import { type ApiCall, type EmulatedSlack, startEmulatedSlack } from './emulated-slack.ts';
import { startTeamIn } from './team-bot.ts';

const signingSecret = 'emulated';

/** The whole bot, whose forms, App Home and messages go to a Slack by others; what people do there is sent to it as Slack sends it. */
describe('in a Slack by others, the whole bot', () => {
  let slack: EmulatedSlack;
  let bot: Awaited<ReturnType<typeof startTeamIn>>;
  let http: HttpMode;

  beforeAll(async () => {
    slack = await startEmulatedSlack();
    const connection = { mode: 'http', signingSecret, port: 0 } as const;
    bot = await startTeamIn({
      botToken: slack.botToken,
      connection,
      apiUrl: slack.apiUrl,
      admins: [],
      peopleVisible: 'admins',
      guests: 'refuse',
    });
    http = new HttpMode(bot.url ?? '', signingSecret);
  });
  afterAll(async () => {
    await bot.stop();
    await slack.close();
  });

  const common = (name: string) => ({ user: { id: slack.idOf(name) }, team: { id: 'T000000001' }, api_app_id: 'A000000001' });
  const interactive = (payload: JsonObject) => http.deliver({ type: 'interactive', payload });
  /** Waits for one more call of `method` than there were `before`, which must have been taken. */
  async function taken(method: string, before: number): Promise<ApiCall> {
    const own = () => slack.calls.filter(call => call.method === method);
    await expect.poll(() => own().length, { timeout: 10_000 }).toBeGreaterThan(before);
    const call = own()[before];
    expect(call?.answer).toMatchObject({ ok: true });
    if (call === undefined) throw new Error(`${method} was not called`);
    return call;
  }
  const count = (method: string) => slack.calls.filter(call => call.method === method).length;
  const viewOf = ({ answer }: ApiCall) => {
    if (!isJsonObject(answer.view)) throw new Error('no view');
    return answer.view;
  };
  /** Sends a form as it is on the screen of `name`, filled in. */
  const submitted = (view: JsonObject, values: JsonObject, name = 'olga') =>
    interactive({ type: 'view_submission', ...common(name), view: { ...view, state: { values } }, response_urls: [] });

  it.each([
    [
      'form:budget',
      { amount: typed('500'), period: picked('month'), thresholds: typed('50, 80'), scope: picked('for project "proj_search"') },
    ],
    ['form:alert', { kind: picked('spike'), amount: typed('20'), scope: picked('everything') }],
    ['form:digest', { rhythm: picked('weekly'), time: { selected_time: '18:30' }, zone: picked('Europe/Berlin'), scope: picked('kept') }],
    ['form:scope', { scope: picked('for project "proj_search"') }],
  ] as const)('opens %s, and shows in its place what it did', async (action_id, values) => {
    const before = count('views.open');
    const container = { type: 'message', message_ts: '1.2', channel_id: slack.idOf('ml-costs'), is_ephemeral: true };
    const actions = [{ type: 'button', action_id, block_id: 'b', value: 'settings' }];
    const trigger_id = await slack.triggerOf('olga');
    const channel = { id: slack.idOf('ml-costs') };
    await interactive({ type: 'block_actions', ...common('olga'), container, channel, trigger_id, actions });
    const form = viewOf(await taken('views.open', before));
    expect(blockProblems(form.blocks, 'modal')).toEqual([]);
    const filled = { ...values, channel: { selected_conversation: slack.idOf('ml-costs') } };
    const state = Object.fromEntries(Object.entries(filled).map(([id, value]) => [id, { [id]: value }]));
    const acknowledged = await submitted(form, state);
    expect(acknowledged).toMatchObject({ response_action: 'update', view: { callback_id: 'form:done' } });
    // What Slack does with such an acknowledgement.
    const shown = await slack.client.apiCall('views.update', { view_id: form.id, view: acknowledged?.view });
    expect(shown).toMatchObject({ ok: true, view: { callback_id: 'form:done' } });
  });

  it('opens "Ask about spend", and answers in it', async () => {
    const [opened, updated] = [count('views.open'), count('views.update')];
    await interactive({ type: 'shortcut', ...common('alice'), callback_id: 'ask_spend', trigger_id: await slack.triggerOf('alice') });
    const form = viewOf(await taken('views.open', opened));
    const acknowledged = await submitted(form, { question: { question: typed('by model last 7d') } }, 'alice');
    expect(acknowledged).toMatchObject({ response_action: 'update' });
    const answered = viewOf(await taken('views.update', updated));
    expect(answered.id).toBe(form.id);
    expect(JSON.stringify(answered.blocks)).toContain('$42.00');
    expect(blockProblems(answered.blocks, 'modal')).toEqual([]);
  });

  it('writes directly where the form is not there any more', async () => {
    const before = count('chat.postMessage');
    const gone = { id: 'V0GONE', type: 'modal', callback_id: 'ask', private_metadata: slack.idOf('alice') };
    await submitted(gone, { question: { question: typed('last 7d') } }, 'alice');
    const { answer } = await taken('chat.postMessage', before);
    expect(answer).toMatchObject({ channel: expect.stringMatching(/^D/), message: { text: expect.stringMatching(/ · \$42\.00/) } });
    expect(slack.calls.findLast(({ method }) => method === 'views.update')?.answer).toMatchObject({ ok: false, error: 'not_found' });
  });

  it('publishes the App Home when it is opened, one for each person', async () => {
    const before = count('views.publish');
    const opened = (name: string, id: string) =>
      http.deliver({ type: 'events_api', payload: event({ type: 'app_home_opened', user: slack.idOf(name), tab: 'home' }, id) });
    await opened('alice', 'Ev1');
    const first = viewOf(await taken('views.publish', before));
    await opened('alice', 'Ev2');
    const again = viewOf(await taken('views.publish', before + 1));
    await opened('olga', 'Ev3');
    const others = viewOf(await taken('views.publish', before + 2));
    expect([again.id === first.id, others.id === first.id]).toEqual([true, false]);
    expect(JSON.stringify(first.blocks)).toContain('$42.00');
    for (const { blocks } of [first, others]) expect(blockProblems(blocks, 'home')).toEqual([]);
  });

  it('answers a mention in its thread, and a direct message where it was written', async () => {
    const channel = slack.idOf('ml-costs');
    const { ts } = await slack.client.chat.postMessage({ channel, text: '@spendbot by model last 7d' });
    const before = count('chat.postMessage');
    const mention = { type: 'app_mention', user: slack.idOf('alice'), text: `<@${slack.idOf('spendbot')}> by model last 7d`, channel, ts };
    await http.deliver({ type: 'events_api', payload: event(mention, 'Ev4') });
    const { answer } = await taken('chat.postMessage', before);
    // Of $42 what the form bound the channel to.
    expect(answer).toMatchObject({ channel, message: { thread_ts: ts, text: expect.stringMatching(/ · \$21\.00/) } });
    const { channel: direct = '' } = await slack.client.chat.postMessage({ channel: slack.idOf('alice'), text: 'hello' });
    const message = { type: 'message', channel_type: 'im', user: slack.idOf('alice'), text: 'me last 7d', channel: direct, ts: '1.5' };
    await http.deliver({ type: 'events_api', payload: event(message, 'Ev5') });
    expect((await taken('chat.postMessage', before + 1)).answer).toMatchObject({
      channel: direct,
      message: { text: expect.stringMatching(/ · \$28\.00/) },
    });
  });

  it.each(['csv', 'json'])('sends the file of an answer "as %s" to its asker directly', async form => {
    const [messages, files] = [count('chat.postMessage'), count('files.completeUploadExternal')];
    const fields = { command: '/spend', text: `by model last 7d as ${form}`, user_id: slack.idOf('alice'), team_id: 'T000000001' };
    // There are no response URLs here: the answer itself goes the other way, as an ephemeral message.
    const where = { channel_id: slack.idOf('ml-costs'), response_url: `${slack.apiUrl}none`, trigger_id: '1' };
    await http.deliver({ type: 'slash_commands', payload: { ...fields, ...where } });
    const { answer } = await taken('chat.postMessage', messages);
    expect(answer.channel).toMatch(/^D/);
    const { args, answer: upload } = await taken('files.completeUploadExternal', files);
    expect(args.channel_id).toBe(answer.channel);
    const [file] = upload.files as { url_private: string; name: string; size: number }[];
    const content = await slack.contentOf(file ?? {});
    expect(content.length).toBe(file?.size);
    expect(content.toString()).toContain('gpt-4o-2024-08-06');
    expect(file?.name).toBe(`cost-2026-11-15-to-2026-11-21.${form}`);
    await expect.poll(() => count('chat.postEphemeral')).toBeGreaterThan(0);
    expect(slack.calls.findLast(({ method }) => method === 'chat.postEphemeral')?.answer).toMatchObject({ ok: true });
  });

  it('is refused nothing but what was gone', () => {
    const refused = slack.calls.filter(({ method, answer }) => answer.ok !== true && method !== 'none');
    expect(refused.map(({ method, answer }) => `${method}: ${answer.error}`)).toEqual(['views.update: not_found']);
    // It pushes no form onto another.
    expect(new Set(slack.calls.map(({ method }) => method))).not.toContain('views.push');
  });
});

function typed(value: string | null) {
  return { type: 'plain_text_input', value };
}

function picked(value: string) {
  return { type: 'static_select', selected_option: { value } };
}

function event(what: JsonObject, event_id: string): JsonObject {
  return { type: 'event_callback', team_id: 'T000000001', api_app_id: 'A000000001', event: what, event_id, event_time: 0 };
}
