import { type Block, isJsonObject, type JsonObject, objectsIn, textOf } from '../slack/json.ts';
import type { Message } from '../slack/message.ts';

/** What a person sees of a message. */
export interface ShownMessage {
  readonly headline: string | null;
  /** Sections, their fields and the small print, one line each. */
  readonly lines: readonly string[];
  /** Its first row is the header. */
  readonly table: readonly (readonly string[])[] | null;
  readonly chartTitle: string | null;
  readonly picture: { readonly fileId: string; readonly altText: string } | null;
  /** Fixed-width text: CSV. */
  readonly verbatim: string | null;
  /** The texts of the buttons, in order. */
  readonly buttons: readonly string[];
}

export function shownMessage({ blocks }: Pick<Message, 'blocks'>): ShownMessage {
  const ofType = (type: string) => blocks.filter(block => block.type === type);
  const [table] = ofType('table');
  const [chart] = ofType('data_visualization');
  const [picture] = ofType('image');
  const verbatim = ofType('rich_text').flatMap(block => objectsIn(block.elements).flatMap(part => objectsIn(part.elements)));
  return {
    headline: ofType('header').map(({ text }) => words(text))[0] ?? null,
    lines: blocks.flatMap(linesOf),
    table: Array.isArray(table?.rows) ? table.rows.map(row => objectsIn(row).map(cell => textOf(cell.text)?.trim() ?? '')) : null,
    chartTitle: chart === undefined ? null : (textOf(chart.title) ?? ''),
    picture: picture === undefined ? null : shownPicture(picture),
    verbatim: verbatim.length === 0 ? null : verbatim.map(({ text }) => textOf(text) ?? '').join(''),
    buttons: blocks
      .flatMap(block => [...objectsIn(block.elements), ...objectsIn([block.accessory])])
      .flatMap(element => (element.type === 'button' ? [words(element.text)] : [])),
  };
}

function linesOf(block: Block): string[] {
  if (block.type === 'section') return [block.text, ...objectsIn(block.fields)].map(words).filter(text => text !== '');
  if (block.type === 'context') return objectsIn(block.elements).flatMap(element => words(element).split('\n'));
  return [];
}

function shownPicture({ slack_file, alt_text }: JsonObject): ShownMessage['picture'] {
  const id = isJsonObject(slack_file) ? textOf(slack_file.id) : undefined;
  return { fileId: id ?? '', altText: textOf(alt_text) ?? '' };
}

/** As they are read: without what only keeps lines from breaking. */
function words(text: unknown): string {
  return isJsonObject(text) ? (textOf(text.text) ?? '').replaceAll('\u2060', '').replaceAll('\u00a0', ' ') : '';
}
