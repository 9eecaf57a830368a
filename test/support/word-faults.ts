/** A text that people read, and how Slack draws it. */
export interface Said {
  readonly text: string;
  /** `plain`: nothing is formatted. `mrkdwn`: links, mentions and code are. `code`: in a fixed width, as written. `terminal`: as printed. */
  readonly drawn: 'plain' | 'mrkdwn' | 'code' | 'terminal';
}

interface Rule {
  readonly fault: string;
  readonly pattern: RegExp;
  /** Not of code, which programs read too. */
  readonly isOfWords?: true;
  /** Not of a terminal, which has no names of channels and people. */
  readonly isOfSlack?: true;
}

const rules: readonly Rule[] = [
  { fault: 'a raw Slack id', pattern: /(?<![\w/-])(?:[UW]0|C0|D0|G0|T0|B0)[A-Z0-9]{4,}\b/, isOfSlack: true },
  { fault: 'an ISO time', pattern: /\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z\b/, isOfWords: true },
  { fault: 'a hyphen as minus', pattern: /(?<![\w.:/"'])-\$?\d|(?<!\w)-\$/, isOfWords: true },
  { fault: 'a space before %', pattern: /\d[\s\u00a0]%/ },
  {
    fault: 'an internal key',
    pattern: /[0-9a-f]{8}-[0-9a-f]{4}-|\b(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{12,}\b|\b(?:digest|alert|card):[\w#]+:/,
  },
  { fault: 'a value without words', pattern: /\b(?:undefined|NaN|-?Infinity)\b|\[object / },
];

/** What no person should read in `said`: ids, ISO times, literal backticks, hyphens as minus, " %", internals. */
export function wordFaults({ text, drawn }: Said): string[] {
  const outsideLinks = drawn === 'mrkdwn' ? text.replace(/<[@#!][^>]*>/g, '@') : text;
  const found = rules
    .filter(({ isOfWords, isOfSlack }) => !(isOfWords && drawn === 'code') && !(isOfSlack && drawn === 'terminal'))
    .flatMap(({ fault, pattern }) => {
      const match = pattern.exec(outsideLinks);
      return match === null ? [] : [faultAt(fault, outsideLinks, match.index)];
    });
  return [...found, ...backtickFaults(outsideLinks, drawn)];
}

/** Slack draws code only between two backticks of mrkdwn on one line; a terminal shows both, as everyone writes commands there. */
function backtickFaults(text: string, drawn: Said['drawn']): string[] {
  if (drawn === 'terminal' || drawn === 'code') return [];
  const left = drawn === 'mrkdwn' ? text.replace(/`[^`\n\u200b][^`\n]*`(?!\u200b)/g, found => '.'.repeat(found.length)) : text;
  const at = left.indexOf('`');
  return at === -1 ? [] : [faultAt('a literal backtick', text, at)];
}

function faultAt(fault: string, text: string, at: number): string {
  return `${fault}: ${JSON.stringify(text.slice(Math.max(0, at - 40), at + 60))}`;
}

/** What a message or a view says, wherever it says it. A button's value comes back to us, so nobody reads it. */
export function saidIn(shown: { readonly text?: unknown; readonly blocks?: unknown; readonly title?: unknown }): Said[] {
  return [
    ...(typeof shown.text === 'string' ? [{ text: shown.text, drawn: 'mrkdwn' as const }] : []),
    ...textsIn(shown.blocks, false),
    ...textsIn(shown.title, false),
  ];
}

/** Strings of blocks that are drawn as they are: of pictures, and of Slack's own chart. */
const drawnNames = ['alt_text', 'title', 'name', 'label', 'y_label'];

function textsIn(node: unknown, isCode: boolean): Said[] {
  if (Array.isArray(node)) return node.flatMap(one => textsIn(one, isCode));
  if (typeof node !== 'object' || node === null) return [];
  const isCodeHere = isCode || ('type' in node && node.type === 'rich_text_preformatted');
  const drawn = isCodeHere ? 'code' : 'type' in node && node.type === 'mrkdwn' ? 'mrkdwn' : 'plain';
  return Object.entries(node).flatMap(([name, value]) => {
    if (typeof value !== 'string') return textsIn(value, isCodeHere);
    return name === 'text' || drawnNames.includes(name) ? [{ text: value, drawn } satisfies Said] : [];
  });
}

/** Longer labels are cut on a phone. A suggestion's button holds the question that it asks, however long that is. */
const longestLabel = 30;

/** Buttons in `blocks` whose label is too long. */
export function labelFaults(blocks: unknown): string[] {
  if (Array.isArray(blocks)) return blocks.flatMap(labelFaults);
  if (typeof blocks !== 'object' || blocks === null) return [];
  const label = 'type' in blocks && blocks.type === 'button' ? labelOf(blocks) : '';
  const own = label.length > longestLabel ? [`a button of ${label.length} characters: ${label}`] : [];
  return [...own, ...Object.values(blocks).flatMap(labelFaults)];
}

function labelOf(button: object): string {
  if ('action_id' in button && String(button.action_id).startsWith('ask:choice-')) return '';
  const text = 'text' in button ? button.text : null;
  return typeof text === 'object' && text !== null && 'text' in text ? String(text.text) : '';
}
