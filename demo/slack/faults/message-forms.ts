import type { Surface } from '../block-kit.ts';
import type { Block } from '../json.ts';
import { SlackApiError } from '../slack-api-error.ts';

const maxTextCharacters = 40_000;

/** A message or view whose blocks keep to the written rules. */
export interface MessageForm {
  readonly surface: Surface;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The length of the blocks as JSON. Slack's real limits are undocumented and counted differently. */
  readonly blockCharacters: number;
}

/** Slack's error for a form it refuses (`msg_blocks_too_long`, `msg_too_long`, `invalid_blocks`); undefined to take it. */
export type FormRule = (form: MessageForm) => string | undefined;

/** What this workspace refuses beyond the written rules, whichever way it is sent; nothing at first. */
export class MessageForms {
  #rule: FormRule = () => undefined;

  refuseBy(rule: FormRule): void {
    this.#rule = rule;
  }

  takeAll(): void {
    this.#rule = () => undefined;
  }

  /** Throws `msg_too_long` above 40,000 characters of text, and what the rule says. */
  check({ surface, text, blocks }: Pick<MessageForm, 'surface' | 'text' | 'blocks'>): void {
    if (text.length > maxTextCharacters) throw new SlackApiError('msg_too_long');
    const blockCharacters = blocks.length === 0 ? 0 : JSON.stringify(blocks).length;
    const code = this.#rule({ surface, text, blocks, blockCharacters });
    if (code !== undefined) throw new SlackApiError(code);
  }
}
