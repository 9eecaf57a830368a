import type { Problem } from '#core/query/query.ts';

/** What `settings …` asks for. */
export type SettingsCommand =
  | { readonly kind: 'show' }
  /** A null channel is the current one; a null scope removes the channel's scope. */
  | { readonly kind: 'scope'; readonly channelId: string | null; readonly scope: string | null };

const clearing = /^(?:to\s+)?(?:clear|off|none|everything|nothing)$/i;

/** Parses the text after `settings`: nothing, `scope this channel to project Search`, `scope #ml-costs clear`. */
export function readSettingsCommand(rest: string): SettingsCommand | Problem {
  if (rest === '') return { kind: 'show' };
  const scoped =
    /^scope\s+(?:(?:this\s+channel|here|<#([A-Z0-9]+)(?:\|[^<>]*)?>)\s*)?(.+)$/is.exec(rest) ??
    /^clear\s+(?:the\s+)?scope()()$/i.exec(rest);
  if (!scoped) {
    return {
      problem:
        '`settings` alone shows them; `settings scope this channel to project Search` binds a channel, `settings scope this channel clear` lets it go.',
      suggestion: 'settings',
      choices: [],
    };
  }
  const channelId = scoped[1] || null;
  const scope = scoped[2] ?? '';
  if (scope === '' || clearing.test(scope)) return { kind: 'scope', channelId, scope: null };
  return { kind: 'scope', channelId, scope: scope.replace(/^to\s+/i, '') };
}
