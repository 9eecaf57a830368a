import type { Block } from './json.ts';

/** Slack gives an id to every block without one. */
export function withBlockIds(blocks: readonly Block[]): Block[] {
  const taken = new Set(blocks.map(block => block.block_id));
  return blocks.map((block, index) => {
    if (block.block_id !== undefined) return block;
    let id = `b${index}`;
    while (taken.has(id)) id = `${id}x`;
    return { ...block, block_id: id };
  });
}
