import { isDirect } from '#delivery/slack/channels.ts';
import type { Form } from '#show/blocks/form.ts';
import { problemView } from '#show/plain-views.ts';
import type { Feature } from '../feature.ts';
import { channelField, channelWords, scopeField } from '../setup/form-fields.ts';
import { settingsMessage } from './blocks.ts';
import { readSettingsCommand, type SettingsCommand } from './command.ts';
import { scopeChannel } from './scope-channel.ts';
import { settings } from './settings.ts';
import { settingsText } from './text.ts';
import type { SettingsView } from './view.ts';

/** `/spend settings scope …` as a form. */
const scopeForm: Form = {
  id: 'scope',
  title: 'What a channel shows',
  submit: 'Save',
  fields: () => [{ ...channelField, hint: 'Answers that are asked for there stay inside the scope' }, scopeField],
  command: values => `settings scope ${channelWords(values)} ${values.scope === undefined ? 'clear' : `to ${values.scope}`}`,
};

/** `settings`, for admins, and never in public. Shows no figures. */
export const settingsFeature: Feature<SettingsCommand, SettingsView> = {
  async mayAsk({ isPublic, mayChange }) {
    if (isPublic) return problemView('Settings are not for a whole channel: ask with /spend, or write to spendbot directly.');
    if (await mayChange()) return true;
    return problemView('Settings are for admins: the admins of the workspace, and whoever SPEND_ADMINS names.');
  },
  parse: readSettingsCommand,
  async answer({ database, peopleVisible, admins }, command, asker, now) {
    const access = { peopleVisible, admins };
    if (command.kind === 'show') return settings(database, access);
    const channelId = command.channelId ?? asker.channelId;
    if (channelId === '' || isDirect(channelId))
      return problemView('A direct message shows what its one reader may see: only a channel can be bound to a scope.');
    return scopeChannel(database, { channelId, scope: command.scope, by: asker.slackUserId }, access, now);
  },
  ignoresScope: true,
  inScope: view => view,
  blocks: settingsMessage,
  text: settingsText,
  forms: [scopeForm],
};
