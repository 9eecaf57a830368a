import type { Surface } from '../block-kit.ts';
import type { Block } from '../json.ts';

const messageOnly = [
  'table',
  'data_table',
  'data_visualization',
  'markdown',
  'file',
  'plan',
  'task_card',
  'card',
  'carousel',
  'container',
  'context_actions',
];
const maxBlocks = { message: 50, modal: 100, home: 100 } as const;
const maxMarkdownCharacters = 12_000;

/** How many blocks there may be, which ones this surface takes, and whether their ids differ. */
export function placementProblems(blocks: readonly Block[], surface: Surface): string[] {
  const problems: string[] = [];
  if (blocks.length > maxBlocks[surface]) problems.push(`no more than ${maxBlocks[surface]} items allowed [json-pointer:/blocks]`);
  const ids = new Set<unknown>();
  for (const [index, block] of blocks.entries()) {
    if (!isAllowed(block.type, surface)) problems.push(`unsupported type: ${block.type} [json-pointer:/blocks/${index}/type]`);
    if (block.block_id !== undefined && ids.has(block.block_id)) {
      problems.push(`\`block_id\` ${block.block_id} already exists [json-pointer:/blocks/${index}/block_id]`);
    }
    ids.add(block.block_id);
  }
  const markdown = blocks.filter(block => block.type === 'markdown').reduce((sum, block) => sum + String(block.text).length, 0);
  if (markdown > maxMarkdownCharacters)
    problems.push(`markdown blocks together exceed ${maxMarkdownCharacters} characters [json-pointer:/blocks]`);
  return problems;
}

function isAllowed(type: string, surface: Surface): boolean {
  if (type === 'alert') return surface === 'modal';
  return surface === 'message' || !messageOnly.includes(type);
}
