import { isDirect } from '#delivery/slack/channels.ts';
import { problemView } from '#show/plain-views.ts';
import type { Feature } from '../feature.ts';
import { settingsMessage } from './blocks.ts';
import { readSettingsCommand, type SettingsCommand } from './command.ts';
import { scopeForm } from './form.ts';
import { scopeChannel } from './scope-channel.ts';
import { settings } from './settings.ts';
import { settingsText } from './text.ts';
import type { SettingsView } from './view.ts';

/** `settings`, for admins, and never in public. Shows no figures. */
export const settingsFeature: Feature<SettingsCommand, SettingsView> = {
  async mayAsk({ isPublic, mayChange }) {
    if (isPublic) return problemView('Settings are not for a whole channel: ask with /spend, or write to spendbot directly.');
    if (await mayChange()) return true;
    return problemView('Settings are for admins of this workspace: ask one of them.');
  },
  parse: readSettingsCommand,
  async answer({ database, peopleVisible, admins }, command, asker, now) {
    const access = { peopleVisible, admins };
    if (command.kind === 'show') return settings(database, access);
    const channelId = command.channelId ?? asker.channelId;
    if (channelId === '' || isDirect(channelId))
      return problemView('A direct message shows what its one reader may see: only a channel can be limited to a part.');
    return scopeChannel(database, { channelId, scope: command.scope, by: asker.slackUserId }, access, now);
  },
  ignoresScope: true,
  inScope: view => view,
  blocks: settingsMessage,
  text: settingsText,
  forms: [scopeForm],
};
