import type { Methods } from '../method.ts';

/** Who the token belongs to, and where to open a Socket Mode connection. */
export const appMethods: Methods = {
  'auth.test': (_args, context) => ({
    url: `${context.url()}/`,
    team: context.team.name,
    team_id: context.team.id,
    user: context.state.bot.handle,
    user_id: context.state.bot.id,
    bot_id: context.botId,
    ...(context.enterprise === null ? {} : { enterprise_id: context.enterprise.id }),
    is_enterprise_install: context.enterprise?.isOrgInstall ?? false,
  }),

  'apps.connections.open': (_args, context) => ({ url: context.socketUrl() }),
};
