import { type Block, isJsonObject, objectsIn } from '../json.ts';

/** The limit on characters in all cells of a message's table together. */
const maxTableCharacters = 10_000;

/** One table per message, 10,000 characters, no more column settings than columns; a data table's rows have equal length. */
export function tableProblems(blocks: readonly Block[]): string[] {
  const problems: string[] = [];
  const tables = [...blocks.entries()].filter(([, block]) => block.type === 'table');
  if (tables.length > 1) problems.push('only_one_table_allowed [json-pointer:/blocks]');
  for (const [index, block] of blocks.entries()) {
    if (block.type !== 'table' && block.type !== 'data_table') continue;
    const rows = rowsOf(block);
    const characters = rows.flat().reduce<number>((sum, cell) => sum + cellCharacters(cell), 0);
    if (characters > maxTableCharacters)
      problems.push(`table exceeds ${maxTableCharacters} characters [json-pointer:/blocks/${index}/rows]`);
    const columns = Math.max(...rows.map(row => row.length));
    if (objectsIn(block.column_settings).length > columns) {
      problems.push(`more column settings than columns [json-pointer:/blocks/${index}/column_settings]`);
    }
    if (block.type === 'data_table' && rows.some(row => row.length !== columns)) {
      problems.push(`rows must have the same number of cells [json-pointer:/blocks/${index}/rows]`);
    }
  }
  return problems;
}

function rowsOf(block: Block): unknown[][] {
  return Array.isArray(block.rows) ? block.rows.filter(Array.isArray) : [];
}

/** Every text in a cell counts, even deep inside rich text. */
function cellCharacters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, part) => sum + cellCharacters(part), 0);
  if (!isJsonObject(value)) return 0;
  const own = typeof value.text === 'string' ? value.text.length : 0;
  return own + cellCharacters(value.elements);
}
