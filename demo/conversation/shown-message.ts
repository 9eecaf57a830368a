import { type Block, isJsonObject, type JsonObject, objectsIn, textOf } from '../slack/json.ts';
import type { Message } from '../slack/message.ts';

/** What a person sees of a message, block by block put in its place. */
export interface ShownMessage {
  readonly headline: string | null;
  /** Sections, their fields, and small print, a line each. */
  readonly lines: readonly string[];
  /** Its first row is the header. */
  readonly table: readonly (readonly string[])[] | null;
  readonly chart: ShownChart | null;
  readonly picture: { readonly fileId: string; readonly altText: string } | null;
  /** What is shown in a fixed width: CSV. */
  readonly verbatim: string | null;
  /** What the buttons are called, in order. */
  readonly buttons: readonly string[];
}

interface ShownChart {
  readonly title: string;
  readonly points: readonly { readonly label: string; readonly total: number }[];
  readonly series: readonly string[];
}

export function shownMessage({ blocks }: Pick<Message, 'blocks'>): ShownMessage {
  const ofType = (type: string) => blocks.filter(block => block.type === type);
  const table = ofType('table')[0];
  const chart = ofType('data_visualization')[0];
  const picture = ofType('image')[0];
  const verbatim = ofType('rich_text').flatMap(block => objectsIn(block.elements).flatMap(part => objectsIn(part.elements)));
  return {
    headline: ofType('header').map(({ text }) => words(text))[0] ?? null,
    lines: blocks.flatMap(linesOf),
    table: table === undefined ? null : listsIn(table.rows).map(row => objectsIn(row).map(cell => textOf(cell.text)?.trim() ?? '')),
    chart: chart === undefined ? null : shownChart(chart),
    picture: picture === undefined ? null : shownPicture(picture),
    verbatim: verbatim.length === 0 ? null : verbatim.map(({ text }) => textOf(text) ?? '').join(''),
    buttons: blocks
      .flatMap(block => [...objectsIn(block.elements), ...objectsIn([block.accessory])])
      .flatMap(element => (element.type === 'button' ? [words(element.text)] : [])),
  };
}

function linesOf(block: Block): string[] {
  if (block.type === 'section') return [block.text, ...objectsIn(block.fields)].map(words).filter(text => text !== '');
  if (block.type === 'context') return objectsIn(block.elements).flatMap(element => (textOf(element.text) ?? '').split('\n'));
  return [];
}

function shownChart({ title, chart }: JsonObject): ShownChart {
  const { series, axis_config } = isJsonObject(chart) ? chart : {};
  const labels = isJsonObject(axis_config) && Array.isArray(axis_config.categories) ? axis_config.categories.map(String) : [];
  const values = objectsIn(series).map(({ data }) => objectsIn(data).map(({ value }) => Number(value)));
  const points = labels.map((label, index) => ({ label, total: values.reduce((sum, one) => sum + (one[index] ?? Number.NaN), 0) }));
  return { title: textOf(title) ?? '', points, series: objectsIn(series).map(({ name }) => textOf(name) ?? '') };
}

function shownPicture({ slack_file, alt_text }: JsonObject): ShownMessage['picture'] {
  const id = isJsonObject(slack_file) ? textOf(slack_file.id) : undefined;
  return { fileId: id ?? '', altText: textOf(alt_text) ?? '' };
}

function words(text: unknown): string {
  return isJsonObject(text) ? (textOf(text.text) ?? '') : '';
}

function listsIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
