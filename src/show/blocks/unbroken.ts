import type { ContextBlock, HeaderBlock, SectionBlock } from '@slack/types';

/** Slack's limits for a text by the place it stands in. */
const longest = { header: 150, section: 3000, field: 2000, context: 2000 } as const;

/** Invisible, and keeps a line from breaking where it stands. */
const wordJoiner = '\u2060';
const noBreakSpace = '\u00a0';

/** `blocks` in which no line of running text breaks between a sign and its amount, nor between a name and the amount after it. */
export function unbroken<Block extends { readonly type: string }>(blocks: readonly Block[]): (Block | TextBlock)[] {
  return blocks.map(block => {
    if (!isTextBlock(block)) return block;
    if (block.type === 'header') return { ...block, text: joined(block.text, longest.header) };
    if (block.type === 'context')
      return { ...block, elements: block.elements.map(one => (one.type === 'image' ? one : joined(one, longest.context))) };
    return {
      ...block,
      ...(block.text === undefined ? {} : { text: joined(block.text, longest.section) }),
      ...(block.fields === undefined ? {} : { fields: block.fields.map(field => joined(field, longest.field)) }),
    };
  });
}

type TextBlock = HeaderBlock | SectionBlock | ContextBlock;

function isTextBlock(block: { readonly type: string }): block is TextBlock {
  return block.type === 'header' || block.type === 'section' || block.type === 'context';
}

/**
 * What people may copy as a command, such as `over $20`, keeps its spaces: amounts there have no cents. So does a name with a hyphen, which would
 * break there instead.
 */
function joined<Text extends { readonly text: string }>(given: Text, limit: number): Text {
  const text = given.text
    .replace(/(?<=(?:^|\s)[^\s-]*[\p{L}\p{N}…)*]) (?=[−+]\$|\$[\d,]+\.\d)/gu, noBreakSpace)
    .replace(/([−+])\$/g, `$1${wordJoiner}$`);
  return text.length <= limit ? { ...given, text } : given;
}
