import type { Block as DrawnBlock } from 'slack-blocks-to-jsx';
import { type Block, isJsonObject, type JsonObject } from '../json.ts';
import { escapedAsLiteral, literal } from './literal-text.ts';

/**
 * A block that the drawing library can draw: numbers in tables as text (it throws on `raw_number`), a `data_table` as a table (it
 * draws nothing for one), uploaded pictures by URL. `fileUrl` returns the URL of a `slack_file`.
 */
export function drawableBlock(block: Block, fileUrl: (slackFile: JsonObject) => string | null): DrawnBlock | null {
  const mapped = mappedObject(block.type === 'data_table' ? asTable(block) : block, fileUrl);
  return isDrawn(mapped) ? mapped : null;
}

function asTable({ block_id, rows }: Block): JsonObject {
  return { type: 'table', block_id, rows };
}

function mappedObject(value: JsonObject, fileUrl: (slackFile: JsonObject) => string | null): JsonObject {
  const fields = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mapped(part, fileUrl)]));
  if (value.type === 'plain_text' || value.type === 'raw_text') return { ...fields, text: literal(String(value.text)) };
  if (value.type === 'raw_number') return { type: 'raw_text', text: literal(String(value.text ?? value.value)) };
  if (value.type === 'mrkdwn') return { ...fields, text: escapedAsLiteral(String(value.text)) };
  if (isJsonObject(value.slack_file)) return { ...fields, slack_file: undefined, image_url: fileUrl(value.slack_file) ?? '' };
  return fields;
}

function mapped(value: unknown, fileUrl: (slackFile: JsonObject) => string | null): unknown {
  if (Array.isArray(value)) return value.map(part => mapped(part, fileUrl));
  return isJsonObject(value) ? mappedObject(value, fileUrl) : value;
}

/** The workspace accepts only blocks that fit the schema, which covers the library's types. */
function isDrawn(block: unknown): block is DrawnBlock {
  return isJsonObject(block) && typeof block.type === 'string';
}
