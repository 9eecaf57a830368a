import type { ActionsBlock, ContextBlock } from '@slack/types';
import { button } from '#show/blocks/buttons.ts';
import { type Message, type MessageBlock, words } from '#show/blocks/message.ts';
import { context, header, mrkdwnLines, mrkdwnSection, personLink, section, withChannelLinks } from '#show/blocks/text-blocks.ts';
import { shorten } from '#show/shorten.ts';
import type { Managed } from './view.ts';
import { changeNotes } from './words.ts';

/** Two blocks each, so that a message stays below Slack's 50. */
const mostListed = 20;
const mostInText = 5;

/** A list of things that are set up. All lines but those of `listed` are sentences of spendbot's own. */
export interface ListOfThings {
  readonly title: string;
  /** What was just done; null when the list was asked for. */
  readonly done: string | null;
  readonly listed: readonly {
    /** Lines of mrkdwn, names escaped; those of `details` are left out of the notification. */
    readonly lines: readonly string[];
    readonly details?: readonly string[];
    readonly buttons: ActionsBlock['elements'];
  }[];
  /** Said where nothing is listed. */
  readonly none: string;
  /** Said below the list. */
  readonly below?: readonly string[];
  readonly mayChange: boolean;
  readonly howTo: string;
  readonly changes?: Managed['changes'];
}

export function listMessage({ title, done, listed, none, below = [], mayChange, howTo, changes = [] }: ListOfThings): Message {
  const shown = listed.slice(0, mostListed);
  const above = done === null ? [] : [done];
  const after = [...(listed.length === 0 ? [none] : []), ...below];
  return {
    text: mrkdwnLines([...above, ...shown.slice(0, mostInText).flatMap(({ lines }) => lines), ...after]),
    parts: [
      header(title),
      ...above.map(section),
      ...shown.flatMap(({ lines, details = [], buttons }): MessageBlock[] => [
        mrkdwnSection([...lines, ...details]),
        ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, elements: buttons }]),
      ]),
      ...(listed.length > shown.length ? [section(`… and ${listed.length - shown.length} more`)] : []),
      ...after.map(section),
      ...(mayChange ? [context([howTo]), ...lastChanges(changes)] : [context(['Admins set them up'])]),
    ].map(words),
  };
}

function lastChanges(changes: Managed['changes']): ContextBlock[] {
  if (changes.length === 0) return [];
  const notes = changeNotes(
    changes.map(change => ({ ...change, what: withChannelLinks(change.what) })),
    personLink,
  );
  return [{ type: 'context', elements: [{ type: 'mrkdwn', text: shorten(['Last changes', ...notes].join('\n'), 2000) }] }];
}

/**
 * Pause or resume, and remove. Their values are commands, which are read and allowed anew when they are pressed.
 *
 * @param id tells the buttons of a message apart.
 */
export function stateButtons({
  noun,
  command,
  number,
  isPaused,
  gone,
  id = `${number}`,
}: {
  readonly noun: 'budget' | 'alert' | 'digest';
  readonly command: 'budget' | 'alerts' | 'digest';
  readonly number: number;
  readonly isPaused: boolean;
  /** What removing it means. */
  readonly gone: string;
  readonly id?: string;
}): ActionsBlock['elements'] {
  const verb = isPaused ? 'resume' : 'pause';
  const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });
  return [
    button(`ask:${verb}-${id}`, isPaused ? 'Resume' : 'Pause', `${command} ${verb} ${number}`),
    {
      ...button(`ask:remove-${id}`, 'Remove', `${command} remove ${number}`),
      confirm: { title: plain(`Remove ${noun} ${number}?`), text: plain(gone), confirm: plain('Remove'), deny: plain('Keep') },
    },
  ];
}
