import type { ActionsBlock, ContextBlock } from '@slack/types';
import { button } from '#show/blocks/buttons.ts';
import { formIdOf } from '#show/blocks/form.ts';
import { type Message, type MessageBlock, words } from '#show/blocks/message.ts';
import { context, header, mrkdwnLines, mrkdwnSection, personLink, section, withChannelLinks } from '#show/blocks/text-blocks.ts';
import { shortenMrkdwn } from '#show/shorten.ts';
import { commandWords, type Managed, type Noun } from './view.ts';
import { changeNotes } from './words.ts';

/** At two blocks each, a message stays below Slack's limit of 50. */
const mostListed = 20;
const mostInText = 5;

const titles: Readonly<Record<Noun, string>> = { budget: 'Budgets', alert: 'Alerts', digest: 'Digests' };

/** What a list of budgets, alerts or digests shows. */
export interface ListOfThings {
  readonly noun: Noun;
  /** What was just done, in words that may hold a channel's id; null when somebody only asked for the list. */
  readonly done: string | null;
  readonly listed: readonly {
    /** Lines of mrkdwn with names escaped. The notification leaves out `details`. */
    readonly lines: readonly string[];
    readonly details?: readonly string[];
    readonly buttons: ActionsBlock['elements'];
  }[];
  /** Shown when the list is empty. */
  readonly none: string;
  /** Shown below the list. */
  readonly below?: readonly string[];
  readonly mayChange: boolean;
  readonly howTo: string;
  readonly changes?: Managed['changes'];
}

/** The list as a message: what was just done, each entry with its buttons, how to set one up, and the last changes. */
export function listMessage({ noun, done, listed, none, below = [], mayChange, howTo, changes = [] }: ListOfThings): Message {
  const shown = listed.slice(0, mostListed);
  const above = done === null ? [] : [withChannelLinks(done)];
  const after = [...(listed.length === 0 ? [none] : []), ...below];
  return {
    text: mrkdwnLines([...above, ...shown.slice(0, mostInText).flatMap(({ lines }) => lines), ...after]),
    parts: [
      header(titles[noun]),
      ...above.map(line => mrkdwnSection([line])),
      ...shown.flatMap(({ lines, details = [], buttons }): MessageBlock[] => [
        mrkdwnSection([...lines, ...details]),
        ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, elements: buttons }]),
      ]),
      ...(listed.length > shown.length ? [section(`… and ${listed.length - shown.length} more`)] : []),
      ...after.map(section),
      ...(mayChange
        ? [newButton(noun), context([howTo]), ...lastChanges(changes)]
        : [context(['Admins of this workspace set them up: ask one of them'])]),
    ].map(words),
  };
}

function newButton(noun: Noun): ActionsBlock {
  return { type: 'actions', elements: [button(formIdOf({ id: noun, number: null }), `New ${noun}`, commandWords[noun])] };
}

/** One note in small print; its names are already escaped. */
function mrkdwnNote(text: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: shortenMrkdwn(text, 2000) }] };
}

function lastChanges(changes: Managed['changes']): ContextBlock[] {
  if (changes.length === 0) return [];
  const notes = changeNotes(
    changes.map(change => ({ ...change, what: withChannelLinks(change.what) })),
    personLink,
  );
  return [mrkdwnNote(['Last changes', ...notes].join('\n'))];
}

/** Buttons to change in a form, pause or resume, and remove. Each is authorized when pressed. `id` makes action ids unique. */
export function stateButtons({
  noun,
  number,
  isPaused,
  gone,
  id = `${number}`,
}: {
  readonly noun: Noun;
  readonly number: number;
  readonly isPaused: boolean;
  /** What happens once it is removed. */
  readonly gone: string;
  readonly id?: string;
}): ActionsBlock['elements'] {
  const command = commandWords[noun];
  const verb = isPaused ? 'resume' : 'pause';
  const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });
  return [
    button(formIdOf({ id: noun, number }), 'Change', command),
    button(`ask:${verb}-${id}`, isPaused ? 'Resume' : 'Pause', `${command} ${verb} ${number}`),
    {
      ...button(`ask:remove-${id}`, 'Remove', `${command} remove ${number}`),
      confirm: { title: plain(`Remove this ${noun}?`), text: plain(gone), confirm: plain('Remove'), deny: plain('Keep') },
    },
  ];
}
