import { mrkdwnName } from '../escape.ts';

/** A channel as Slack links it; anything that is no channel's id is shown as it is. */
export function channelLink(id: string): string {
  return /^[CG][A-Z0-9]{1,30}$/.test(id) ? `<#${id}>` : mrkdwnName(id);
}

/** A change of the audit log. It names channels by their ids, before a colon or at its end; Slack shows what they are called. */
export function changeInMrkdwn(what: string): string {
  return mrkdwnName(what)
    .replace(/^channel ([CG][A-Z0-9]{1,30}):/, 'channel <#$1>:')
    .replace(/ in ([CG][A-Z0-9]{1,30})$/, ' in <#$1>');
}

/** A person as Slack shows them. It notifies them, unless the message is seen by somebody else alone or is an update. */
export function personLink(id: string): string {
  return /^[UW][A-Z0-9]{1,30}$/.test(id) ? `<@${id}>` : mrkdwnName(id);
}
