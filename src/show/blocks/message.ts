import type { KnownBlock } from '@slack/types';

/**
 * A message before it is sent. Slack may refuse a block that it or the workspace does not know; what carries no words
 * of its own can then be left out.
 */
export interface Message {
  /** The words and numbers in short, as mrkdwn: the notification, what screen readers read, and all that is left when every block is refused. */
  readonly text: string;
  /** In the order they are shown. */
  readonly parts: readonly Part[];
}

export interface Part {
  /** A `chart` (native, or a picture) is left out first, then a `table`; `words` never. */
  readonly role: 'words' | 'chart' | 'table';
  readonly block: MessageBlock;
  /** Words that say the same, shown once `block` is left out. */
  readonly instead?: MessageBlock;
}

export type MessageBlock = KnownBlock | ChartBlock;

/** Slack's native chart (docs.slack.dev, "Data visualization block"); `@slack/types` 3.2.0 has no type for it. */
export interface ChartBlock {
  readonly type: 'data_visualization';
  /** At most 50 characters. */
  readonly title: string;
  readonly chart: {
    readonly type: 'bar';
    /** One to six, their names unique and at most 20 characters, each with one point for every category. */
    readonly series: readonly { readonly name: string; readonly data: readonly { readonly label: string; readonly value: number }[] }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label: string };
  };
}

/** What is handed to Slack. */
export interface Sendable {
  readonly text: string;
  readonly blocks?: MessageBlock[];
}

/** `message` as it is tried, fullest first: all of it, without charts, without charts and tables, the text alone. */
export function formsOf({ text, parts }: Message): Sendable[] {
  const roles = new Set(parts.map(part => part.role));
  const kept: Part['role'][][] = [
    ['words', 'table', 'chart'],
    ...(roles.has('chart') ? [['words', 'table'] satisfies Part['role'][]] : []),
    ...(roles.has('table') ? [['words'] satisfies Part['role'][]] : []),
  ];
  return [...kept.map(keep => ({ text, blocks: blocksOf(parts, keep) })), { text }];
}

function blocksOf(parts: readonly Part[], keep: readonly Part['role'][]): MessageBlock[] {
  return parts.flatMap(({ role, block, instead }) => (keep.includes(role) ? [block] : instead ? [instead] : []));
}

/** A part that is never left out. */
export function words(block: MessageBlock): Part {
  return { role: 'words', block };
}

export interface UploadedPicture {
  readonly fileId: string;
  readonly altText: string;
}

export function picturePart({ fileId, altText }: UploadedPicture): Part {
  return { role: 'chart', block: { type: 'image', slack_file: { id: fileId }, alt_text: altText } };
}
