import { isDirect } from '#delivery/slack/channels.ts';
import type { SettingsCommand } from '#features/settings/command.ts';
import type { View } from '#features/views.ts';
import { problem } from '#show/plain-views.ts';
import type { Answers, Asker } from './answers.ts';

/** Shows or changes the settings for `asker`, who must be an admin, and where nobody else reads. */
export async function answerSettings(answers: Answers, command: SettingsCommand, asker: Asker): Promise<View> {
  if (asker.isPublic) return problem('Settings are not for a whole channel: ask with /spend, or write to spendbot directly.');
  if (!(await asker.mayChange())) return problem('Settings are for admins: the admins of the workspace, and whoever SPEND_ADMINS names.');
  switch (command.kind) {
    case 'show':
      return answers.settings();
    case 'scope':
      if (isDirect(command.channelId))
        return problem('A direct message shows what its one reader may see: only a channel can be bound to a scope.');
      return answers.scopeChannel({ channelId: command.channelId, scope: command.scope, by: asker.slackUserId });
    case 'not understood':
      return problem(
        '`settings` alone shows them; `settings scope this channel to project Search` binds a channel, `settings scope this channel clear` lets it go.',
        'settings',
      );
  }
}
