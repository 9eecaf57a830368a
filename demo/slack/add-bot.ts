import type { Channel } from './channel.ts';
import type { Context } from './context.ts';
import type { Person } from './people.ts';
import type { SendEvent } from './told-message.ts';

/** Adds the bot to a channel, which it hears of if the app asked for `member_joined_channel`. */
export async function addBot(channel: Channel, inviter: Person, sendEvent: SendEvent, { state, team }: Context): Promise<void> {
  channel.members.add(state.bot.id);
  const joined = { type: 'member_joined_channel', user: state.bot.id, channel: channel.id, channel_type: 'C', team: team.id };
  await sendEvent({ ...joined, inviter: inviter.id, event_ts: state.nextTs() });
}
