import { mrkdwnName } from '../escape.ts';

/** A channel as Slack links it; anything that is no channel's id is shown as it is. */
export function channelLink(id: string): string {
  return /^[CG][A-Z0-9]{1,30}$/.test(id) ? `<#${id}>` : mrkdwnName(id);
}

/** A line that names channels by their ids, as the audit log and the outbox do; Slack shows what they are called. */
export function withChannelLinks(line: string): string {
  return mrkdwnName(line).replace(/(^channel | in )([CG][A-Z0-9]{6,30})(?=$|[:,])/g, '$1<#$2>');
}

/** A person as Slack shows them. It notifies them, unless the message is seen by somebody else alone or is an update. */
export function personLink(id: string): string {
  return /^[UW][A-Z0-9]{1,30}$/.test(id) ? `<@${id}>` : mrkdwnName(id);
}
