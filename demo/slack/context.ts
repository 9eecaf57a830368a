import type { Failures } from './failures.ts';
import type { MessageForms } from './faults/message-forms.ts';
import type { Outages } from './faults/outages.ts';
import type { Files } from './files.ts';
import type { JsonObject } from './json.ts';
import type { OfferedOptions } from './offered-options.ts';
import type { Controls } from './page/controls.ts';
import type { Team } from './people.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { TriggerIds } from './trigger-ids.ts';
import type { Views } from './views.ts';
import type { WorkspaceState } from './workspace-state.ts';

/** One Web API call that reached the stand-in, without its token. */
export interface RecordedCall {
  readonly method: string;
  readonly args: JsonObject;
}

export interface SlashCommand {
  /** With the slash. */
  readonly command: string;
  /** The hint shown to someone who begins to type it. */
  readonly hint: string;
}

/** An entry in a message's menu or in the one beside the composer. */
export interface Shortcut {
  readonly name: string;
  readonly type: 'message' | 'global';
  readonly callbackId: string;
}

/** A company with several workspaces. */
export interface Enterprise {
  readonly id: string;
  readonly name: string;
  /** The app was installed for all workspaces at once: payloads then name no workspace of their own. */
  readonly isOrgInstall: boolean;
}

/** What all parts of the stand-in share. */
export interface Context {
  readonly team: Team & { readonly name: string };
  /** The enterprise that the workspace belongs to; null for none. */
  readonly enterprise: Enterprise | null;
  readonly appId: string;
  readonly botId: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly scopes: ReadonlySet<string>;
  readonly commands: readonly SlashCommand[];
  readonly shortcuts: readonly Shortcut[];
  /** The events that the app asked for, as its manifest names them: `app_mention`, `message.im`, … */
  readonly events: ReadonlySet<string>;
  readonly state: WorkspaceState;
  readonly files: Files;
  readonly views: Views;
  readonly offered: OfferedOptions;
  readonly triggers: TriggerIds;
  readonly responseUrls: ResponseUrls;
  readonly failures: Failures;
  readonly outages: Outages;
  readonly messageForms: MessageForms;
  /** Why the tokens are refused: `invalid_auth`, `account_inactive`; null while they work. */
  tokenRefusal: string | null;
  /** Block types that this workspace does not support yet. */
  readonly refusedBlockTypes: Set<string>;
  readonly calls: RecordedCall[];
  readonly clock: () => Date;
  /** The name of the channel that the page opens on. */
  readonly opensOn: string;
  /** What the page may break or move; null for nothing. */
  readonly controls: Controls | null;
  /** For failures that nobody waits for. */
  readonly reportFailure: (error: unknown) => void;
  /** `http://127.0.0.1:port`. */
  readonly url: () => string;
  /** A fresh `ws://…` address for one Socket Mode connection. */
  readonly socketUrl: () => string;
}
