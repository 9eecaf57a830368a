/** What `settings …` asks for. */
export type SettingsCommand =
  | { readonly kind: 'show' }
  /** A scope of null lets the channel go. */
  | { readonly kind: 'scope'; readonly channelId: string; readonly scope: string | null }
  | { readonly kind: 'not understood' };

const clearing = /^(?:to\s+)?(?:clear|off|none|everything|nothing)$/i;

/**
 * What `text` asks of the settings: `settings`, `settings scope this channel to project Search`, `settings scope #ml-costs clear`.
 * Null where it is about something else.
 *
 * @param here the channel that `this channel` is.
 */
export function settingsCommand(text: string, here: string): SettingsCommand | null {
  const said = /^\s*settings?\b\s*(.*?)\s*$/is.exec(text);
  if (!said) return null;
  const rest = said[1] ?? '';
  if (rest === '') return { kind: 'show' };
  const scoped =
    /^scope\s+(?:(?:this\s+channel|here|<#([A-Z0-9]+)(?:\|[^<>]*)?>)\s*)?(.+)$/is.exec(rest) ??
    /^clear\s+(?:the\s+)?scope()()$/i.exec(rest);
  if (!scoped) return { kind: 'not understood' };
  const channelId = scoped[1] || here;
  const scope = scoped[2] ?? '';
  if (scope === '' || clearing.test(scope)) return { kind: 'scope', channelId, scope: null };
  return { kind: 'scope', channelId, scope: scope.replace(/^to\s+/i, '') };
}
