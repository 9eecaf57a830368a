import type { Problem } from '#core/query/query.ts';

/** What `settings …` asks for. */
export type SettingsCommand =
  | { readonly kind: 'show' }
  /** A null channel is the current one. */
  | { readonly kind: 'scope'; readonly channelId: string | null; readonly scope: AskedChannelScope };

/** In words, the one that another channel has, or null for none. */
export type AskedChannelScope = string | { readonly asIn: string } | null;

const clearing = /^(?:to\s+)?(?:clear|off|none|everything|nothing)$/i;

/** Parses the text after `settings`: nothing, `scope this channel to project Search`, `scope #ml-costs clear`, `scope #ml-costs as in #search`. */
export function readSettingsCommand(rest: string): SettingsCommand | Problem {
  if (rest === '') return { kind: 'show' };
  const scoped =
    /^scope\s+(?:(?:this\s+channel|here|<#([A-Z0-9]+)(?:\|[^<>]*)?>)\s*)?(.+)$/is.exec(rest) ??
    /^clear\s+(?:the\s+)?scope()()$/i.exec(rest);
  if (!scoped) {
    return {
      problem:
        '`settings` alone shows them; after `settings scope this channel to project Search` this channel shows only that project, after `settings scope this channel clear` everything again.',
      suggestion: 'settings',
      choices: [],
    };
  }
  const channelId = scoped[1] || null;
  const scope = scoped[2] ?? '';
  if (scope === '' || clearing.test(scope)) return { kind: 'scope', channelId, scope: null };
  const asIn = /^as\s+in\s+<#([A-Z0-9]+)(?:\|[^<>]*)?>$/i.exec(scope)?.[1];
  return { kind: 'scope', channelId, scope: asIn === undefined ? scope.replace(/^to\s+/i, '') : { asIn } };
}
