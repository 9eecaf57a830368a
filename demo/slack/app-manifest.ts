import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { SlackStandInOptions } from './stand-in.ts';

const manifest = z.object({
  features: z.object({
    slash_commands: z.array(z.object({ command: z.string(), usage_hint: z.string().default('') })).default([]),
    shortcuts: z.array(z.object({ name: z.string(), type: z.enum(['message', 'global']), callback_id: z.string() })).default([]),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }).optional() }),
});

/** What a workspace learns from the app's manifest: its commands, shortcuts, scopes, and the events it wants to hear of. */
export async function readManifest(
  file: URL,
): Promise<Required<Pick<SlackStandInOptions, 'commands' | 'shortcuts' | 'scopes' | 'events'>>> {
  const { features, oauth_config, settings } = manifest.parse(parse(await readFile(file, 'utf8')));
  return {
    commands: features.slash_commands.map(({ command, usage_hint }) => ({ command, hint: usage_hint })),
    shortcuts: features.shortcuts.map(({ name, type, callback_id }) => ({ name, type, callbackId: callback_id })),
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions?.bot_events ?? [],
  };
}
