import type { Context, Enterprise } from './context.ts';
import { Failures } from './failures.ts';
import { MessageForms } from './faults/message-forms.ts';
import { Outages } from './faults/outages.ts';
import { Files } from './files.ts';
import { OfferedOptions } from './offered-options.ts';
import { defaultMembers, defaultViewer, homeTeam, type Person, withIds } from './people.ts';
import { ResponseUrls } from './response-urls.ts';
import type { SlackStandInOptions } from './stand-in.ts';
import { TriggerIds } from './trigger-ids.ts';
import { Views } from './views.ts';
import { WorkspaceState } from './workspace-state.ts';

const defaultScopes: readonly string[] = [
  ...['commands', 'chat:write', 'files:write', 'files:read', 'app_mentions:read', 'im:history', 'channels:read', 'groups:read'],
  ...['users:read', 'users:read.email', 'channels:history', 'groups:history'],
];

/** A new workspace as `options` describe it. `socketTicket` gives the path of one Socket Mode connection. */
export function newContext(options: SlackStandInOptions, url: () => string, socketTicket: () => string): Context {
  const clock = options.clock ?? (() => new Date());
  const bot = {
    id: 'U0SPENDBOT',
    handle: 'spendbot',
    name: options.botName ?? 'spendbot',
    email: null,
    role: 'bot',
    team: homeTeam,
    told: {},
  } as const;
  const people = withIds([options.viewer ?? defaultViewer, ...(options.members ?? defaultMembers)]);
  return {
    team: { ...homeTeam, name: options.workspaceName ?? 'Acme' },
    enterprise: enterpriseOf(options, people),
    appId: 'A0SPENDBOT',
    botId: 'B0SPENDBOT',
    botToken: 'xoxb-test-stand-in',
    appToken: 'xapp-test-stand-in',
    signingSecret: 'test-signing-secret',
    scopes: new Set(options.scopes ?? defaultScopes),
    commands: (options.commands ?? ['/spend']).map(command => (typeof command === 'string' ? { command, hint: '' } : command)),
    shortcuts: options.shortcuts ?? [],
    events: new Set(options.events ?? ['app_mention', 'message.im', 'app_home_opened']),
    state: new WorkspaceState(people, bot, clock),
    files: new Files(options.fileProcessingMs ?? 300, url),
    views: new Views(),
    offered: new OfferedOptions(),
    triggers: new TriggerIds(),
    responseUrls: new ResponseUrls(clock),
    failures: new Failures(),
    outages: new Outages(clock),
    messageForms: new MessageForms(),
    tokenRefusal: null,
    refusedBlockTypes: new Set(options.refusedBlockTypes ?? []),
    calls: [],
    opensOn: options.opensOn ?? 'general',
    controls: options.controls ?? null,
    reportFailure: error => process.stderr.write(`The workspace's panel failed: ${error instanceof Error ? error.stack : String(error)}\n`),
    clock,
    url,
    socketUrl: () => `${url().replace(/^http/, 'ws')}${socketTicket()}`,
  };
}

/** A workspace has one as soon as somebody comes from another workspace of the same enterprise. */
function enterpriseOf({ isOrgInstall = false }: SlackStandInOptions, people: readonly Person[]): Enterprise | null {
  if (!isOrgInstall && !people.some(({ role }) => role === 'enterprise-member')) return null;
  return { id: 'E0ACME', name: 'Acme Group', isOrgInstall };
}
